import { Button } from "./button";
import { Notice } from "./notice";

type Props = { hasMore: boolean; isBusy: boolean; problem?: string; onMore: () => void };

/** Beneath a list that goes on. */
export function ShowMore({ hasMore, isBusy, problem, onMore }: Props) {
  return (
    <>
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      ) : null}
      {hasMore ? (
        <Button busy={isBusy} onClick={onMore} className="self-center">
          Show more
        </Button>
      ) : null}
    </>
  );
}
