import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { standInForLayout } from "../../../test/office-screen";
import type { Column, Sorting } from "./columns";
import { DataTable } from "./DataTable";
import { NOTHING, type Selection } from "./selection";

interface Thing {
  readonly id: string;
  readonly name: string;
}

const COLUMNS: readonly Column<Thing>[] = [
  {
    id: "name",
    title: "名稱",
    track: "1fr",
    spot: "title",
    sortable: true,
    cell: (row) => <span>{row.name}</span>,
  },
];

const things = (count: number): readonly Thing[] =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}`, name: `第 ${index}` }));

const onOpen = vi.fn<(row: Thing) => void>();
const onEdit = vi.fn<(row: Thing) => void>();
const onFilter = vi.fn<() => void>();
const onClear = vi.fn<() => void>();
const onEnd = vi.fn<() => void>();
const onSort = vi.fn<(sorting: Sorting) => void>();
let selection: Selection = NOTHING;
const onSelect = (picked: Selection) => {
  selection = picked;
};

function Sample({ rows, total }: { readonly rows: readonly Thing[]; readonly total?: number }) {
  const [picked, setPicked] = useState(NOTHING);
  return (
    <DataTable
      label="東西"
      columns={COLUMNS}
      rows={rows}
      idOf={(row) => row.id}
      nameOf={(row) => row.name}
      selection={picked}
      onSelect={(next) => {
        onSelect(next);
        setPicked(next);
      }}
      pickAllLabel="全選"
      onOpen={onOpen}
      onEdit={onEdit}
      onFilter={onFilter}
      onClear={onClear}
      onEnd={onEnd}
      onSort={onSort}
      {...(total === undefined ? {} : { total })}
    />
  );
}

const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(screen.getByRole("grid"), { key, ...more });

beforeEach(() => {
  standInForLayout();
  vi.clearAllMocks();
  selection = NOTHING;
});

afterEach(cleanup);

test("keys move, open, edit, pick a stretch, find the filter and let go", () => {
  render(<Sample rows={things(30)} />);
  const grid = screen.getByRole("grid", { name: "東西" });
  press("j");
  press("ArrowDown");
  expect(grid.getAttribute("aria-activedescendant")).toMatch(/t1$/);
  press("Enter");
  expect(onOpen.mock.calls[0]?.[0]).toMatchObject({ id: "t1" });
  press("e");
  expect(onEdit).toHaveBeenCalledTimes(1);
  press("x");
  press("J", { shiftKey: true });
  press("J", { shiftKey: true });
  expect([...selection]).toEqual(["t1", "t2", "t3"]);
  press("k");
  press("End");
  expect(grid.getAttribute("aria-activedescendant") ?? "t29").toMatch(/t29$/);
  press("Home");
  expect(grid.getAttribute("aria-activedescendant")).toMatch(/t0$/);
  press("/");
  expect(onFilter).toHaveBeenCalledTimes(1);
  press("Escape");
  expect(selection.size).toBe(0);
  expect(onClear).not.toHaveBeenCalled();
  press("Escape");
  expect(onClear).toHaveBeenCalledTimes(1);
  press("a", { ctrlKey: true });
  expect(selection.size).toBe(30);
});

test("of 50,000 rows only those in sight are drawn, and all are counted", () => {
  render(<Sample rows={things(50_000)} />);
  expect(screen.getAllByRole("row").length).toBeLessThan(60);
  expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("50001");
});

test("near the end of what is loaded, more is asked for", () => {
  render(<Sample rows={things(50)} total={500} />);
  expect(onEnd).toHaveBeenCalled();
});

test("a head sorts, one way and then the other", () => {
  render(<Sample rows={things(3)} />);
  fireEvent.click(screen.getByRole("button", { name: "名稱" }));
  expect(onSort).toHaveBeenCalledWith({ by: "name", descending: false });
});

test("keys that somebody types into a field are not the table's", () => {
  render(
    <>
      <Sample rows={things(3)} />
      <input aria-label="字" />
    </>,
  );
  fireEvent.keyDown(screen.getByLabelText("字"), { key: "x" });
  expect(selection.size).toBe(0);
});
