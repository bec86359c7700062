import { type InputHTMLAttributes, type ReactNode, useId } from "react";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "type"> & {
  label: ReactNode;
  error?: string;
  /** True for some of several things and not for others. */
  isMixed?: boolean;
};

/** The whole line is the target. */
export function Checkbox({ label, error, isMixed = false, id, ...rest }: Props) {
  const made = useId();
  const controlId = id ?? made;
  return (
    <div>
      <label htmlFor={controlId} className="flex min-h-touch items-start gap-3 py-2.5 fold:min-h-10">
        <input
          {...rest}
          ref={(input) => {
            // There is no attribute for it.
            if (input) input.indeterminate = isMixed;
          }}
          id={controlId}
          type="checkbox"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${controlId}-note` : undefined}
          className="mt-0.5 size-5 shrink-0 accent-ink"
        />
        <span>{label}</span>
      </label>
      {error ? (
        <p id={`${controlId}-note`} className="text-bad type-small">
          {error}
        </p>
      ) : null}
    </div>
  );
}
