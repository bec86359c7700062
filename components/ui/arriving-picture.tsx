"use client";

import { useEffect, useRef, useState } from "react";
import { classNames } from "./class-names";
import { Picture, type PictureProps } from "./picture";

/** A picture that was waited for: blur to sharp in 320 ms once its file is decoded. */
export function ArrivingPicture({ onArrived, ...picture }: PictureProps & { onArrived?: () => void }) {
  const ref = useRef<HTMLImageElement>(null);
  const [arrivedSrc, setArrivedSrc] = useState<string>();
  const hasArrived = arrivedSrc === picture.src;

  useEffect(() => {
    let isCurrent = true;
    const arrive = () => {
      if (!isCurrent) return;
      setArrivedSrc(picture.src);
      onArrived?.();
    };
    // A broken file is shown as the browser shows it, not hidden for ever.
    ref.current?.decode().then(arrive, arrive);
    return () => {
      isCurrent = false;
    };
  }, [picture.src, onArrived]);

  return (
    <Picture
      {...picture}
      isFirst
      ref={ref}
      imageClassName={classNames(
        "transition duration-arrive ease-settle",
        hasArrived ? "blur-none opacity-100" : "opacity-0 blur-xl motion-reduce:blur-none",
      )}
    />
  );
}
