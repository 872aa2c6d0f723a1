/** Every drawing the interface uses, as one stroked path in a 16-unit box, and the markers of personas. */
import type { JSX } from "preact";
import type { MarkerName } from "../scene/personas";

const OUTLINES: Record<MarkerName, string> = {
  square:
    "M3.75 5.25a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-5.5a1.5 1.5 0 0 1-1.5-1.5z",
  circle: "M3.5 8a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0z",
  diamond: "M8 2.6 13.4 8 8 13.4 2.6 8z",
  triangle: "M8 3 13 12H3z",
  inverted: "M8 13 3 4h10z",
  hexagon: "M8 3.2 12.2 5.6v4.8L8 12.8l-4.2-2.4V5.6z",
};

/** A persona's marker in a 16-unit box; fill and stroke come from the style sheet. */
export function Marker({
  name,
  size,
  ...rest
}: { name: MarkerName; size: number } & JSX.SVGAttributes<SVGSVGElement>) {
  return (
    <svg class="cjm-i" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" {...rest}>
      <path d={OUTLINES[name]} stroke-linejoin="round" />
    </svg>
  );
}

const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0 ${r} ${r} 0 1 0 ${-2 * r} 0z`;
const box = (x: number, y: number, w: number, h: number, r: number) =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;
const face = (mouth: string) => `${circle(8, 8, 5.75)}${mouth}M6 6.4h.05M10 6.4h.05`;
const eye = "M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8z";

const PATHS = {
  undo: "M5.5 3 2.5 6l3 3M2.8 6h6.7a3.75 3.75 0 0 1 0 7.5H6",
  redo: "m10.5 3 3 3-3 3M13.2 6H6.5a3.75 3.75 0 0 0 0 7.5H10",
  addStage: `${box(2, 2.5, 5, 11, 1.25)}M11.75 5.5v5M9.25 8h5`,
  addLane: `${box(2.5, 2, 11, 5, 1.25)}M8 9.25v5M5.5 11.75h5`,
  grip: [4, 8, 12].map((y) => circle(6, y, 0.25) + circle(10, y, 0.25)).join(""),
  check: "m3 8.5 3.2 3.2L13 4.8",
  clock: `${circle(8, 8, 5.5)}M8 5v3.1l2 1.2`,
  flag: "M4 14V2.5h8.25L10.5 5.4l1.75 2.85H4",
  down: "m4.5 6.25 3.5 3.5 3.5-3.5",
  plus: "M8 3.25v9.5M3.25 8h9.5",
  close: "m4 4 8 8M12 4l-8 8",
  trash: "M3 4.5h10M6.25 4.5V3h3.5v1.5M4.5 4.5l.6 9h5.8l.6-9",
  curve: "M1.75 10.5c2.6 0 2.4-6 4.75-6s2.5 7.5 4.9 7.5c1.6 0 2.1-2 2.85-4",
  gauge: `M2 8h3.5M10.5 8H14M2 5.5v5M14 5.5v5${circle(8, 8, 0.75)}${circle(8, 8, 1.5)}`,
  steps: "M2 13h3.25V9.75H8.5V6.5h3.25V3.25H14",
  speech:
    "M3.25 3h9.5c.7 0 1.25.55 1.25 1.25v5.5c0 .7-.55 1.25-1.25 1.25H7.5L4.25 13.5V11h-1C2.55 11 2 10.45 2 9.75v-5.5C2 3.55 2.55 3 3.25 3z",
  nodes: `${circle(4, 8, 2)}${circle(12, 4, 2)}${circle(12, 12, 2)}M5.8 7.1l4.4-2.2M5.8 8.9l4.4 2.2`,
  bolt: "M9 1.75 3.5 9H8l-.9 5.25L12.5 7H8z",
  bulb: "M5.9 11.3C4.4 10.4 3.5 8.9 3.5 7a4.5 4.5 0 0 1 9 0c0 1.9-.9 3.4-2.4 4.3v.95H5.9zM6.4 14.25h3.2",
  server: `${box(2.5, 2.5, 11, 4.5, 1.25)}${box(2.5, 9, 11, 4.5, 1.25)}M5 4.75h.05M5 11.25h.05`,
  people: `${circle(6, 5, 2.25)}M1.75 13c.5-2.6 2.1-3.75 4.25-3.75S9.75 10.4 10.25 13M10.5 3a2.1 2.1 0 0 1 0 4M11.75 9.6c1.5.5 2.3 1.6 2.6 3.4`,
  person: `${circle(8, 5, 2.5)}M3.25 13.5c.5-2.9 2.3-4.1 4.75-4.1s4.25 1.2 4.75 4.1`,
  eye: eye + circle(8, 8, 1.75),
  eyeOff: `${eye}M3 13.25l10-10.5`,
  swap: "M5 13V3M2.5 5.5 5 3l2.5 2.5M11 3v10M8.5 10.5 11 13l2.5-2.5",
  link: "m6.4 9.6 3.2-3.2M7.2 4.6l1.2-1.2a2.96 2.96 0 0 1 4.2 4.2l-1.2 1.2M8.8 11.4l-1.2 1.2a2.96 2.96 0 0 1-4.2-4.2l1.2-1.2",
  data: "M13 4c0 1.05-2.24 1.9-5 1.9S3 5.05 3 4s2.24-1.9 5-1.9 5 .85 5 1.9zM3 4v8c0 1.05 2.25 1.9 5 1.9s5-.85 5-1.9V4M3 8c0 1.05 2.25 1.9 5 1.9S13 9.05 13 8",
  copy: `${box(5.5, 5.5, 8, 8, 1.5)}M10.5 3.4c-.2-.55-.7-.9-1.3-.9H4c-.8 0-1.5.7-1.5 1.5v5.2c0 .6.35 1.1.9 1.3`,
  unplug: "m2.5 2.5 11 11M6 2.75V5M10 2.75V5M4.5 7v.75a3.5 3.5 0 0 0 4.6 3.3M11.5 9V5H7.5M8 11.3v2.2",
  report: "M8 2.75 14 13H2zM8 6.5v2.75M8 11.1v.05",
  target: `${circle(8, 8, 5.5)}${circle(8, 8, 2.25)}`,
  phone: `${box(4.75, 1.75, 6.5, 12.5, 1.5)}M7.25 12h1.5`,
  train: `${box(3.5, 2, 9, 9.25, 2)}M3.5 6.75h9M6 9.1h.05M10 9.1h.05M6 11.4 4.5 14M10 11.4l1.5 2.6`,
  car: "M2.5 11V8.25l1.5-3.4c.2-.4.55-.6.95-.6h6.1c.4 0 .75.2.95.6l1.5 3.4V11zM2.75 8.1h10.5M4.5 11.1v1.65M11.5 11.1v1.65",
  sign: "M7.5 2v12M2.75 3.5h8.5l2 2.25-2 2.25h-8.5z",
  screen: `${box(2, 3, 12, 8, 1.25)}M5.5 13.5h5`,
  mail: `${box(2, 3.5, 12, 9, 1.25)}M2.5 4.75l5.5 4 5.5-4`,
  wifi: "M2 6.5a8.6 8.6 0 0 1 12 0M4.3 9a5.3 5.3 0 0 1 7.4 0M8 12h.05",
  plug: "M5.75 2v3M10.25 2v3M4 5h8v2.5a4 4 0 0 1-8 0zM8 11.5V14",
  building: "M3 14V4.25L8 2l5 2.25V14M1.75 14h12.5M6.5 14v-3.25h3V14M6 6.75h.05M10 6.75h.05",
  food: "M5.25 9v5M3.25 2v3.5a2 2 0 0 0 4 0V2M5.25 2v4M11.5 14V2c-1.6.8-2.25 3-2.25 6.5h2.25",
  table: `${box(2, 3, 12, 10, 1.25)}M2 6.5h12M6.25 6.5V13`,
  smile: face("M5.4 9.4c.6 1 1.5 1.5 2.6 1.5s2-.5 2.6-1.5"),
  flat: face("M5.75 10h4.5"),
  frown: face("M5.4 10.9c.6-1 1.5-1.5 2.6-1.5s2 .5 2.6 1.5"),
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing without a name of its own: whatever it stands in says what it means. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="cjm-i cjm-icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Whether there is a drawing of this name, e.g. of a card's channel. */
export const isIcon = (name: string): name is IconName => Object.hasOwn(PATHS, name);
