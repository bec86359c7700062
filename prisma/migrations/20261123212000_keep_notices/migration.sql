-- Lines that were read long ago go; that somebody was told stays, so that nobody is told of the same thing again.
ALTER TABLE "notification_event" ALTER COLUMN "notification_id" DROP NOT NULL;
ALTER TABLE "notification_event" DROP CONSTRAINT "notification_event_notification_id_fkey";
ALTER TABLE "notification_event" ADD CONSTRAINT "notification_event_notification_id_fkey"
  FOREIGN KEY ("notification_id") REFERENCES "notification"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX notification_read ON "notification" (read_at) WHERE read_at IS NOT NULL;
