import { useRef, useState } from "react";
import { likeEndpoint, unlikeEndpoint } from "@/lib/domain/community/contract";
import { call } from "@/lib/http/call";
import { tellRefusal } from "./refusal";

export type Like = { liked: boolean; likes: number };

/**
 * A like that shows at once. Presses while an answer is on its way are sent as one when it came; a refusal goes back to what the server
 * last said, and says why.
 */
export function useLike(postId: string, first: Like, onChange?: (like: Like) => void) {
  const [like, setLike] = useState(first);
  const known = useRef(first);
  const wanted = useRef(first.liked);
  const isSending = useRef(false);

  const show = (next: Like) => {
    setLike(next);
    onChange?.(next);
  };
  const send = async () => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      while (wanted.current !== known.current.liked) {
        const endpoint = wanted.current ? likeEndpoint : unlikeEndpoint;
        known.current = await call(endpoint, { params: { id: postId } });
      }
      show(known.current);
    } catch (error) {
      const verb = wanted.current ? "The like was not kept." : "The like was not taken back.";
      wanted.current = known.current.liked;
      show(known.current);
      tellRefusal(error, verb);
    } finally {
      isSending.current = false;
    }
  };
  const set = (liked: boolean) => {
    wanted.current = liked;
    const step = Number(liked) - Number(known.current.liked);
    show({ liked, likes: Math.max(0, known.current.likes + step) });
    void send();
  };
  return { ...like, set, toggle: () => set(!wanted.current) };
}
