"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { followEndpoint, unfollowEndpoint } from "@/lib/domain/profiles/contract";
import { call } from "@/lib/http/call";
import { tellRefusal } from "./refusal";

type Props = {
  person: { handle: string; name: string };
  following: boolean;
  /** What the server says afterwards. */
  onChange?: (now: { following: boolean; followers: number }) => void;
};

/** Follows somebody or stops; shown at once and taken back when it was refused. */
export function FollowButton({ person, following, onChange }: Props) {
  const [isFollowing, setFollowing] = useState(following);
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    const wanted = !isFollowing;
    setFollowing(wanted);
    setBusy(true);
    try {
      const now = await call(wanted ? followEndpoint : unfollowEndpoint, { params: { handle: person.handle } });
      setFollowing(now.following);
      onChange?.(now);
    } catch (error) {
      setFollowing(!wanted);
      tellRefusal(error, wanted ? `You don't follow ${person.name}.` : `You still follow ${person.name}.`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      aria-pressed={isFollowing}
      aria-label={`Follow ${person.name}`}
      busy={isBusy}
      onClick={() => void press()}
      variant={isFollowing ? "outline" : "strong"}
    >
      {isFollowing ? "Following" : "Follow"}
    </Button>
  );
}
