import { Fragment, type ReactNode } from "react";
import { type Block, blocksOf, type Inline } from "./markup.ts";

function runs(inside: Inline[]): ReactNode {
  return inside.map((run, at) => <Fragment key={at}>{runNode(run)}</Fragment>);
}

function runNode(run: Inline): ReactNode {
  switch (run.kind) {
    case "text":
      return run.text;
    case "code":
      return <code>{run.text}</code>;
    case "break":
      return <br />;
    case "strong":
      return <strong>{runs(run.inside)}</strong>;
    case "em":
      return <em>{runs(run.inside)}</em>;
    case "strike":
      return <s>{runs(run.inside)}</s>;
    case "link":
      return (
        <a href={run.href} rel="nofollow noopener" target="_blank">
          {runs(run.inside)}
        </a>
      );
  }
}

function blockNode(block: Block): ReactNode {
  switch (block.kind) {
    case "paragraph":
      return <p>{runs(block.inside)}</p>;
    case "quote":
      return <blockquote>{blocks(block.blocks)}</blockquote>;
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      const entries = block.entries.map((entry, at) => <li key={at}>{runs(entry)}</li>);
      return block.ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>;
    }
  }
}

function blocks(list: Block[]): ReactNode {
  return list.map((block, at) => <Fragment key={at}>{blockNode(block)}</Fragment>);
}

/** How the text will look. Made of elements, never of HTML. */
export function Preview({ text }: { text: string }) {
  return <div className="prose">{blocks(blocksOf(text))}</div>;
}
