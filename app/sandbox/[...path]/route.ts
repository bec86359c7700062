import { sandboxDoor } from "@/lib/http/sandbox-door";

export { sandboxDoor as DELETE, sandboxDoor as GET, sandboxDoor as PATCH, sandboxDoor as POST, sandboxDoor as PUT };
