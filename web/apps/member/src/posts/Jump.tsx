import type { Post } from "@tonghao/api";
import { Button, Dialog, Field } from "@tonghao/ui";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useT } from "../text.ts";

const LONG = 20;

/** Go to a floor by its number; in a long thread also with a slider. */
export function Jump({ post }: { post: Post }) {
  const t = useT();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const floorOf = (text: string) => Math.min(post.last_floor, Math.max(1, Math.round(Number(text)) || 1));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const floor = floorOf(typed);
    setOpen(false);
    setTyped("");
    void navigate({
      to: "/c/$slug/p/$postId",
      params: { slug: post.circle_slug, postId: post.post_id },
      search: { floor },
      replace: true,
      resetScroll: floor === 1,
    });
  };
  return (
    <>
      <Button look="ghost" size="s" className="min-h-11" onClick={() => setOpen(true)}>
        {t("floors.jump")}
      </Button>
      {open && (
        <Dialog title={t("floors.jump")} onClose={() => setOpen(false)}>
          <form onSubmit={submit} className="flex flex-col gap-4">
            <Field
              label={t("floors.which", { last: post.last_floor })}
              type="number"
              inputMode="numeric"
              min={1}
              max={post.last_floor}
              required
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            {post.last_floor > LONG && (
              <input
                type="range"
                aria-label={t("floors.slide")}
                aria-valuetext={t("floor.number", { floor: floorOf(typed) })}
                min={1}
                max={post.last_floor}
                value={floorOf(typed)}
                onChange={(event) => setTyped(event.target.value)}
                className="h-11 w-full cursor-pointer accent-brand"
              />
            )}
            <Button type="submit">{t("floors.go")}</Button>
          </form>
        </Dialog>
      )}
    </>
  );
}
