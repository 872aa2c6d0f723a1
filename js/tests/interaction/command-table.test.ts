/** What has to be true of every command, whoever added it. */
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/interaction/commands/command-table";

test("no menu has two rows of one name", () => {
  const rows = COMMANDS.flatMap(({ name, on, part }) =>
    part && typeof name === "string" ? (on ?? []).map((what) => `${name}, of a ${what}`) : [],
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([]);
});

test("the map's own commands have names of their own", () => {
  const names = COMMANDS.flatMap(({ name, on }) => (!on && typeof name === "string" ? [name] : []));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
