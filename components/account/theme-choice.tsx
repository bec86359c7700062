"use client";

import { useState } from "react";
import { chooseTheme, THEMES, type Theme } from "@/components/shell/theme";
import { RadioCards } from "@/components/ui/radio-cards";

const LABELS: Record<Theme, string> = { light: "Light", dark: "Dark", system: "System" };

export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  return (
    <RadioCards
      legend="Theme"
      hideLegend
      value={theme}
      onChange={(chosen) => {
        chooseTheme(chosen);
        setTheme(chosen);
      }}
      options={THEMES.map((value) => ({ value, content: LABELS[value] }))}
      className="grid grid-cols-3 gap-2"
    />
  );
}
