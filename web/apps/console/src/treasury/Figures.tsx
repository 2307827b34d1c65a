import type { ReactNode } from "react";
import { Wide } from "../shell/Wide.tsx";

/** Lines of figures; on a phone they are pushed aside by hand. */
export function Figures({ label, heads, rows }: { label: string; heads: string[]; rows: { key: string; cells: ReactNode[] }[] }) {
  return (
    <Wide label={label}>
      <table className="figures w-full border-collapse text-left text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={at} scope="col" className="border-b border-line py-2 pr-4 font-medium whitespace-nowrap text-muted">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, at) => (
                <td key={at} className="border-b border-line py-2 pr-4 align-top whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
