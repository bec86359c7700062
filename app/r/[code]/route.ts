import { redirect } from "next/navigation";

/** An invitation's short address; it only carries the code to where accounts are made. */
export async function GET(_request: Request, { params }: { params: Promise<{ code: string }> }): Promise<never> {
  redirect(`/register?ref=${encodeURIComponent((await params).code.slice(0, 40))}`);
}
