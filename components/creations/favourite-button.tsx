import { Button } from "@/components/ui/button";
import { Heart } from "@/components/ui/heart";

/** A heart that is pressed or not. */
export function FavouriteButton({ isFavourite, onPress }: { isFavourite: boolean; onPress: () => void }) {
  return (
    <Button aria-pressed={isFavourite} aria-label="Favourite" title="Favourite" onClick={onPress} wide>
      <Heart isFilled={isFavourite} />
    </Button>
  );
}
