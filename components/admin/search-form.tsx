import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";

type Props = {
  label: string;
  placeholder: string;
  value: string | undefined;
  /** Filters of the address that a search leaves as they are. */
  keep?: Record<string, string | undefined>;
};

/** Searches the page it stands on; the search lives in the address as `q`. */
export function SearchForm({ label, placeholder, value, keep = {} }: Props) {
  return (
    <search>
      <form className="flex max-w-xl items-end gap-2">
        <Input
          label={label}
          hideLabel
          name="q"
          type="search"
          placeholder={placeholder}
          defaultValue={value}
          className="min-w-0 flex-1"
        />
        {Object.entries(keep).map(([name, kept]) =>
          kept ? <input key={name} type="hidden" name={name} value={kept} /> : null,
        )}
        <Button type="submit">Search</Button>
      </form>
    </search>
  );
}
