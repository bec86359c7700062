"use client";

import { useEffect, useRef } from "react";
import { notify } from "@/components/ui/toaster";
import { useConnection } from "./live";

/** Says when the studio can't be reached, and when it can again; in between the page catches up by itself. */
export function ConnectionNews() {
  const connection = useConnection();
  const wasAway = useRef(false);
  useEffect(() => {
    if (connection === "offline" && !wasAway.current) {
      wasAway.current = true;
      notify({ id: "connection", message: "No connection. Your pictures go on without this page." });
    } else if (connection === "live" && wasAway.current) {
      wasAway.current = false;
      notify({ id: "connection", message: "You are back. Everything is up to date." });
    }
  }, [connection]);
  return null;
}
