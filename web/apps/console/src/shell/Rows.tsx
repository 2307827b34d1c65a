import { Table } from "@mantine/core";
import { classes } from "@tonghao/ui";
import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import type { ComponentType, ReactNode, Ref } from "react";
import { useNarrow } from "./useNarrow.ts";

const features = tableFeatures({});

export type Column<Row extends object> = ColumnDef<typeof features, Row, unknown>;

/** A column that is drawn, not sorted: the server's order is the only one that holds over all pages. */
export function column<Row extends object>(id: string, header: string, draw: (row: Row) => ReactNode): Column<Row> {
  return { id, header, cell: ({ row }) => draw(row.original) };
}

type RowsProps<Row extends object> = {
  /** Names the table, or the list of cards. */
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  Card: ComponentType<{ row: Row }>;
  /** The widths of columns by id; the others share what is left. */
  widths?: Record<string, string>;
  toneOf?: (row: Row) => string | undefined;
  ref?: Ref<HTMLDivElement>;
};

/** Rows as a table at a desk, as cards on a phone. A link in it may cover its whole row with `.covers`. */
export function Rows<Row extends object>({ label, rows, columns, keyOf, Card, widths, toneOf, ref }: RowsProps<Row>) {
  const narrow = useNarrow();
  return (
    <div ref={ref}>
      {narrow ? (
        <ul aria-label={label} className="flex flex-col gap-3">
          {rows.map((row) => (
            <li key={keyOf(row)} className={classes("panel relative p-4 focus-within:border-brand", toneOf?.(row))}>
              <Card row={row} />
            </li>
          ))}
        </ul>
      ) : (
        <AsTable label={label} rows={rows} columns={columns} keyOf={keyOf} widths={widths} toneOf={toneOf} />
      )}
    </div>
  );
}

function AsTable<Row extends object>({ label, rows, columns, keyOf, widths, toneOf }: Omit<RowsProps<Row>, "Card" | "ref">) {
  const table = useTable({ features, columns, data: rows, getRowId: keyOf });
  return (
    <div className="panel overflow-clip">
      <Table aria-label={label} verticalSpacing={10} horizontalSpacing={10} layout="fixed">
        <Table.Thead className="bg-raised">
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id}>
              {group.headers.map((header) => (
                <Table.Th key={header.id} scope="col" w={widths?.[header.column.id]} className="text-xs font-medium text-muted">
                  <table.FlexRender header={header} />
                </Table.Th>
              ))}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          {table.getRowModel().rows.map((row) => (
            <Table.Tr
              key={row.id}
              className={classes("relative align-top hover:bg-raised has-[.covers:focus-visible]:bg-tint", toneOf?.(row.original))}
            >
              {row.getAllCells().map((cell) => (
                <Table.Td key={cell.id}>
                  <table.FlexRender cell={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
