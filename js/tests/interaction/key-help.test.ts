/** The list of keys is the whole truth: every key that is handled stands in it, and every key in it is handled. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chordOf as chordOfPress } from "../../src/interaction/commands/command-keys";
import { COMMANDS } from "../../src/interaction/commands/command-table";
import { KEY_COMMANDS } from "../../src/interaction/commands/key-commands";
import { KEY_HELP } from "../../src/interaction/commands/key-help";
import { commandOf, type KeyTarget } from "../../src/interaction/commands/keys";

const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
const LISTED = new Set(
  Object.values(KEY_HELP)
    .flat()
    .flatMap(({ keys }) => keys)
    .flatMap((chord) =>
      chord.endsWith("Arrows") ? ARROWS.map((arrow) => chord.replace("Arrows", arrow)) : [chord],
    ),
);
const SPOTS: KeyTarget[] = ["cell", "stage", "lane", "card", "inside"];
const NAMED = [
  ...ARROWS,
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Enter",
  "Tab",
  "Escape",
  "Delete",
  "Backspace",
];
const KEYS = [...NAMED, "Insert", ...Array.from({ length: 12 }, (_, n) => `F${n + 1}`)];
const SIGNS = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n));

/** What a press of keys does, but beginning a card. */
function commands(key: string, ctrlKey: boolean, altKey: boolean, shiftKey: boolean): string[] {
  const press = { key, ctrlKey, metaKey: false, altKey, shiftKey, isComposing: false };
  return SPOTS.map((spot) => commandOf(press, spot)?.do ?? "").filter((does) => does && does !== "type");
}

const chordOf = (key: string, ctrl: boolean, alt: boolean, shift: boolean): string =>
  [
    ctrl && "Ctrl",
    alt && "Alt",
    shift && "Shift",
    key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key,
  ]
    .filter(Boolean)
    .join("+");

describe("the table of commands", () => {
  it("has each key and each row once for each thing, and each row in plain words", () => {
    const twice = COMMANDS.flatMap(({ keys = [], on = ["map"] as const }, at) =>
      COMMANDS.slice(at + 1).flatMap((other) =>
        keys.filter(
          (key) =>
            other.keys?.includes(key) &&
            (other.on ?? ["map"]).some((what) => (on as readonly string[]).includes(what)),
        ),
      ),
    );
    expect(twice).toEqual([]);
    const rows = COMMANDS.flatMap(({ name, on = ["map"] as const }) =>
      typeof name === "string" ? on.map((what) => `${name}, on ${what}`) : [],
    );
    expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([]);
    for (const { name, run, choices } of COMMANDS) {
      if (typeof name === "string") expect(name).toMatch(/^[A-Z]/);
      expect([typeof run, typeof choices].sort()).toEqual(["function", "undefined"]);
    }
  });

  it("takes in every command that the view starts with", () => {
    for (const command of Object.values(KEY_COMMANDS))
      expect(COMMANDS).toContainEqual(expect.objectContaining(command));
  });

  it.each([
    [{ key: "f", code: "KeyF", ctrlKey: true }, "Ctrl+F"],
    [{ key: "f", code: "KeyF", metaKey: true }, "Ctrl+F"],
    [{ key: "µ", code: "KeyM", ctrlKey: true, altKey: true }, "Ctrl+Alt+M"],
    [{ key: "L", code: "KeyL", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+L"],
    [{ key: "F10", code: "F10", shiftKey: true }, "Shift+F10"],
    [{ key: "?", code: "Slash", shiftKey: true }, "?"],
    [{ key: "+", code: "BracketRight" }, "+"],
    [{ key: " ", code: "Space" }, "Space"],
    [{ key: "]", code: "BracketRight", ctrlKey: true }, "Ctrl+]"],
  ])("writes the keys of a press as commands do", (press, chord) => {
    const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(chordOfPress({ ...none, ...press })).toBe(chord);
  });
});

describe("the list of keys", () => {
  it("has every key that means something on the map", () => {
    const missing = new Set<string>();
    for (const key of [...KEYS, ...SIGNS])
      for (const [ctrl, alt, shift] of [0, 1, 2, 3, 4, 5, 6, 7].map(
        (n) => [!!(n & 1), !!(n & 2), !!(n & 4)] as const,
      )) {
        // Shift is in the sign itself, and changes nothing where it has no meaning of its own.
        if (shift && key.length === 1 && !ctrl) continue;
        const does = commands(key, ctrl, alt, shift);
        const plain = shift && String(does) === String(commands(key, ctrl, alt, false));
        const chord = chordOf(key, ctrl, alt, shift && !plain);
        if (does.length && !LISTED.has(chord)) missing.add(chord);
      }
    expect([...missing]).toEqual([]);
  });

  it("has every key that an editor, a point or a dialog looks for", () => {
    const room = join(import.meta.dirname, "../../src");
    const files = ["interaction", "lanes", "view"].flatMap((folder) =>
      (readdirSync(join(room, folder), { recursive: true }) as string[]).map((file) =>
        join(room, folder, file),
      ),
    );
    const names = files
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith("key-help.ts"))
      .flatMap((file) => [
        ...readFileSync(file, "utf8").matchAll(
          /(?:\bkey(?:\.toLowerCase\(\))? (?:===|!==)|\bcase) "([^"]+)"/g,
        ),
      ])
      .map(([, name]) => name!)
      .filter((name) => KEYS.includes(name) || /^[a-z?+ ]$/.test(name));
    expect(names.length).toBeGreaterThan(25);
    const last = new Set(
      [...LISTED].map((chord) => (chord === "+" ? "+" : chord.split("+").at(-1)!.toLowerCase())),
    );
    expect(names.filter((name) => !last.has(name === " " ? "space" : name.toLowerCase()))).toEqual([]);
  });

  it("has no key that nothing handles", () => {
    const elsewhere = [
      "Type",
      "Tab",
      "Shift+Tab",
      "Ctrl+S",
      "Alt+1 to 9",
      "Alt+0",
      ...COMMANDS.filter(({ native }) => native).flatMap(({ keys = [] }) => keys),
      ...Object.values(KEY_COMMANDS).flatMap(({ keys }) => keys),
    ];
    const editor = ["Ctrl+Enter", "Shift+Enter", "Alt+Enter", "Alt+ArrowDown"];
    const presentation = ["B", ".", "F", "N"];
    const findings = ["F8", "Shift+F8", "Ctrl+."];
    const pointer = [
      "Shift+press",
      "Ctrl+press",
      "drag",
      "Ctrl+drop",
      "double press",
      "right press",
      "long press",
    ];
    const others = [...LISTED].filter(
      (chord) => ![...elsewhere, ...editor, ...presentation, ...findings, ...pointer].includes(chord),
    );
    const idle = others.filter((chord) => {
      const parts = chord === "+" ? [] : chord.split("+");
      const name = chord === "+" ? "+" : parts.at(-1)!;
      const key = name === "Space" ? " " : parts.length > 1 && name.length === 1 ? name.toLowerCase() : name;
      const [ctrl, alt, shift] = ["Ctrl", "Alt", "Shift"].map((held) => parts.slice(0, -1).includes(held));
      return !commands(key, ctrl!, alt!, shift!).length;
    });
    expect(idle).toEqual([]);
  });
});
