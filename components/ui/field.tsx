import type { InputHTMLAttributes, ReactNode, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { useId } from "react";
import { textLength } from "@/lib/core/text";
import { classNames } from "./class-names";

type FieldProps = {
  label: string;
  /** Below the control while there is no error. */
  help?: ReactNode;
  /** A sentence; marks the control invalid and is read with it. */
  error?: string;
  /** At the right of the label: "Draft saved", a link. */
  aside?: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  className?: string;
};

/** What a control takes from its field. */
export type FieldControl = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

type FrameProps = FieldProps & { id?: string; children: (control: FieldControl) => ReactNode; footer?: ReactNode };

/** Label above, control, help or error below, tied together by ids. For a control of your own; else use Input, Textarea, Select. */
export function Field({ label, help, error, aside, hideLabel, className, id, children, footer }: FrameProps) {
  const made = useId();
  const controlId = id ?? made;
  const noteId = `${controlId}-note`;
  const hasNote = Boolean(error ?? help);
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <div className={classNames("flex items-baseline justify-between gap-3", hideLabel && !aside && "sr-only")}>
        <label htmlFor={controlId} className={hideLabel ? "sr-only" : "font-strong type-small"}>
          {label}
        </label>
        {aside ? <span className="text-ink-2 type-small">{aside}</span> : null}
      </div>
      {children({
        id: controlId,
        ...(hasNote ? { "aria-describedby": noteId } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      {footer}
      {hasNote ? (
        <p id={noteId} className={classNames("type-small", error ? "text-bad" : "text-ink-2")}>
          {error ?? help}
        </p>
      ) : null}
    </div>
  );
}

/** Edge, ground and states of everything that takes text. */
export const controlLook =
  "w-full rounded-control border border-line-strong bg-surface px-3 type-input text-ink transition-colors duration-quick ease-out hover:border-ink aria-invalid:border-bad aria-invalid:outline-1 aria-invalid:-outline-offset-2 aria-invalid:outline-bad focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-select disabled:opacity-60";

type InputProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, "className"> & { ref?: Ref<HTMLInputElement> };

export function Input({ label, help, error, aside, hideLabel, className, id, ...rest }: InputProps) {
  return (
    <Field {...{ label, help, error, aside, hideLabel, className, id }}>
      {(control) => <input {...rest} {...control} className={classNames(controlLook, "h-touch fold:h-10")} />}
    </Field>
  );
}

type TextareaProps = FieldProps &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "value" | "maxLength"> & {
    value?: string;
    /** Shows a counter of code points; typing past it is allowed and counted, so that nothing pasted gets lost. */
    limit?: number;
    ref?: Ref<HTMLTextAreaElement>;
  };

export function Textarea({
  label,
  help,
  error,
  aside,
  hideLabel,
  className,
  id,
  limit,
  value,
  ...rest
}: TextareaProps) {
  return (
    <Field
      {...{ label, help, error, aside, hideLabel, className, id }}
      footer={limit ? <Counter length={textLength(value ?? "")} limit={limit} className="self-end" /> : null}
    >
      {(control) => (
        <textarea
          rows={3}
          {...rest}
          {...(value === undefined ? {} : { value })}
          {...control}
          className={classNames(controlLook, "field-sizing-content min-h-24 resize-y py-2.5")}
        />
      )}
    </Field>
  );
}

/** "141 / 2,000"; bad and in words when over. */
export function Counter({ length, limit, className }: { length: number; limit: number; className?: string }) {
  const isOver = length > limit;
  return (
    <span className={classNames("type-small", isOver ? "font-strong text-bad" : "text-ink-3", className)}>
      {length.toLocaleString("en-IN")} / {limit.toLocaleString("en-IN")}
      {isOver ? `, ${(length - limit).toLocaleString("en-IN")} too many` : ""}
    </span>
  );
}

type SelectProps = FieldProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "className"> & { ref?: Ref<HTMLSelectElement> };

export function Select({ label, help, error, aside, hideLabel, className, id, children, ...rest }: SelectProps) {
  return (
    <Field {...{ label, help, error, aside, hideLabel, className, id }}>
      {(control) => (
        <select {...rest} {...control} className={classNames(controlLook, "h-touch fold:h-10")}>
          {children}
        </select>
      )}
    </Field>
  );
}
