import { useT } from "../text.ts";
import { type Board, type Figure, writtenOf } from "./figures.ts";

type TilesProps = { board: Board; figures: readonly Figure[]; onOpen: (figure: Figure) => void };

/** Each number is a button that opens what it counts. */
export function Tiles({ board, figures, onOpen }: TilesProps) {
  const t = useT();
  return (
    <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2 desk:grid-cols-3">
      {figures.map((figure) => {
        const [number, below] = writtenOf(figure, board, t);
        return (
          <li key={figure}>
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => onOpen(figure)}
              className="flex h-full min-h-11 w-full cursor-pointer flex-col items-start rounded-small border border-line px-3 py-2 text-left hover:bg-tint"
            >
              <span className="text-sm text-muted">{t(`figure.${figure}`)}</span>
              <span className="figures text-lg font-semibold">{number}</span>
              {below !== "" && <span className="figures text-sm text-muted">{below}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
