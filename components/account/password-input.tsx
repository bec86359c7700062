"use client";

import { useState } from "react";
import { Input } from "@/components/ui/field";
import { TextButton } from "@/components/ui/text-link";

type Props = {
  label: string;
  name: string;
  autoComplete: "current-password" | "new-password";
  help?: string;
  error?: string | undefined;
};

/** A password that can be looked at while it is typed. */
export function PasswordInput({ label, name, error, ...rest }: Props) {
  const [isShown, setShown] = useState(false);
  return (
    <Input
      {...rest}
      {...(error ? { error } : {})}
      label={label}
      name={name}
      type={isShown ? "text" : "password"}
      required
      autoCapitalize="none"
      spellCheck={false}
      aside={
        <TextButton
          variant="plain"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
          className="-my-3 min-h-touch px-1 fold:-my-1 fold:min-h-6"
        >
          {isShown ? "Hide" : "Show"}
          <span className="sr-only">{` ${label.toLowerCase()}`}</span>
        </TextButton>
      }
    />
  );
}
