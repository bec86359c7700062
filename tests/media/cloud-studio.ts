import { openStudio } from "@/tests/generation/studio";
import { CLOUDINARY_KEY, CLOUDINARY_SECRET, openSandbox } from "@/tests/sandbox/sandbox";

/** A studio whose new files go to a sandboxed Cloudinary of its own. */
export async function openCloudStudio(settings: Record<string, string> = {}) {
  const cloud = await openSandbox();
  const studio = await openStudio({
    MEDIA_STORE: "cloudinary",
    CLOUDINARY_URL: `cloudinary://${CLOUDINARY_KEY}:${CLOUDINARY_SECRET}@sandbox`,
    CLOUDINARY_API_BASE: `${cloud.url}/cloudinary`,
    CLOUDINARY_DELIVERY_BASE: `${cloud.url}/cloudinary/res`,
    ...settings,
  });
  return {
    cloud,
    studio,
    async close() {
      await studio.close();
      await cloud.close();
    },
  };
}

export type CloudStudio = Awaited<ReturnType<typeof openCloudStudio>>;
