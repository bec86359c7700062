import { endpoint } from "@/lib/core/endpoint";

/** The browser's one stream: `balance`, `job` and (later) `notification` events. */
export const eventsEndpoint = endpoint({
  method: "GET",
  path: "/api/notifications/events",
  summary: "Everything that changes for the signed-in user, as one event stream",
  tag: "Live",
  produces: "text/event-stream",
});
