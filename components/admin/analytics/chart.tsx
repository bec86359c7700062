"use client";

import type { ChartConfiguration, Chart as ChartJs } from "chart.js";
import { useEffect, useRef } from "react";

export type Series = { name: string; values: number[] /** A CSS variable of the theme. */; colour: string };
type Props = {
  /** Said instead of the drawing. */
  label: string;
  kind: "bar" | "line";
  days: string[];
  series: Series[];
  isStacked?: boolean;
  /** Of the scale: "₹" for money that comes in rupees. */
  unit?: string;
};

const loadChart = async () => {
  const {
    BarController,
    BarElement,
    CategoryScale,
    Chart,
    Legend,
    LineController,
    LineElement,
    LinearScale,
    PointElement,
    Tooltip,
  } = await import("chart.js");
  Chart.register(
    BarController,
    BarElement,
    CategoryScale,
    Legend,
    LineController,
    LineElement,
    LinearScale,
    PointElement,
    Tooltip,
  );
  return Chart;
};

function configOf({ kind, days, series, isStacked = false, unit = "" }: Props): ChartConfiguration<"bar" | "line"> {
  const style = getComputedStyle(document.documentElement);
  // `light-dark()` is resolved only where it is used as a colour.
  const probe = document.body.appendChild(document.createElement("span"));
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const [ink, line] = [colour("--ink-2"), colour("--line")];
  const colours = series.map((one) => colour(one.colour));
  probe.remove();
  const font = { family: style.getPropertyValue("--font-text") || "sans-serif", size: 12 };
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    type: kind,
    data: {
      labels: days,
      datasets: series.map(({ name, values }, at) => ({
        label: name,
        data: values,
        backgroundColor: colours[at],
        borderColor: colours[at],
        borderWidth: kind === "line" ? 2 : 0,
        pointRadius: 0,
        pointHitRadius: 12,
      })),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      ...(isStill ? { animation: false as const } : { animation: { duration: 200 } }),
      interaction: { mode: "index", intersect: false },
      plugins: { legend: { display: series.length > 1, labels: { color: ink, font, boxWidth: 12, boxHeight: 12 } } },
      scales: {
        x: {
          stacked: isStacked,
          ticks: { color: ink, font, maxRotation: 0, autoSkipPadding: 16 },
          grid: { display: false },
          border: { color: line },
        },
        y: {
          stacked: isStacked,
          beginAtZero: true,
          ticks: {
            color: ink,
            font,
            maxTicksLimit: 5,
            // Of pictures and people there are no halves.
            ...(unit ? {} : { precision: 0 }),
            callback: (value) => `${unit}${Number(value).toLocaleString("en-IN")}`,
          },
          grid: { color: line },
          border: { display: false },
        },
      },
    },
  };
}

/** A chart of days in the colours of the theme; drawn after the page is there, and again when the theme changes. Its table says the same. */
export function Chart(props: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const said = JSON.stringify(props);
  useEffect(() => {
    let chart: ChartJs | undefined;
    let isGone = false;
    const draw = async () => {
      const Loaded = await loadChart();
      if (isGone || !canvas.current) return;
      chart?.destroy();
      chart = new Loaded(canvas.current, configOf(JSON.parse(said) as Props));
    };
    const redraw = () => void draw();
    redraw();
    const theme = matchMedia("(prefers-color-scheme: dark)");
    theme.addEventListener("change", redraw);
    const watching = new MutationObserver(redraw);
    watching.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "style", "data-theme"] });
    return () => {
      isGone = true;
      theme.removeEventListener("change", redraw);
      watching.disconnect();
      chart?.destroy();
    };
  }, [said]);
  return (
    <div className="relative h-56">
      <canvas ref={canvas} role="img" aria-label={props.label} />
    </div>
  );
}
