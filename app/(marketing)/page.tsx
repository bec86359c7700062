import { Landing } from "@/components/landing/landing";
import { unitsToCredits } from "@/lib/core/credits";
import { readSettings } from "@/lib/domain/settings/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

export default async function LandingPage() {
  const ctx = await pageCtx();
  const { priceUnits, welcomeUnits } = await readSettings(ctx);
  return (
    <Landing
      isSignedIn={isSignedIn(ctx)}
      standardCredits={unitsToCredits(priceUnits.standard)}
      largestCredits={unitsToCredits(priceUnits.premium4k)}
      welcomeCredits={unitsToCredits(welcomeUnits)}
    />
  );
}
