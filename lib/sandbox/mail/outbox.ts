import path from "node:path";
import { SMTPServer } from "smtp-server";
import { Journal } from "../journal";
import { parseMail } from "./parse-mail";

export type StoredMail = {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  links: string[];
  receivedAt: string;
};

const KEEP = 2_000;
const MAX_BYTES = 1024 * 1024;

/** An SMTP server on loopback that keeps what it is given. It asks for the installation's user and password, as a real one would. */
export class Outbox {
  private readonly mails: Journal<StoredMail>;
  private readonly server: SMTPServer;

  constructor(setting: { stateDir: string; user: string; password: string; now: () => string }) {
    this.mails = new Journal(path.join(setting.stateDir, "mails.jsonl"), KEEP);
    this.server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      size: MAX_BYTES,
      onAuth: ({ username, password }, _session, done) =>
        username === setting.user && password === setting.password
          ? done(null, { user: username })
          : done(new Error("Invalid username or password")),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          if (stream.sizeExceeded) return done(new Error("Message exceeds fixed maximum message size"));
          const mail = parseMail(Buffer.concat(chunks));
          for (const { address } of session.envelope.rcptTo) {
            this.mails.put({ id: crypto.randomUUID(), to: address.toLowerCase(), receivedAt: setting.now(), ...mail });
          }
          done();
        });
      },
    });
  }

  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, host, () => {
        const address = this.server.server.address();
        resolve(typeof address === "object" && address ? address.port : port);
      });
    });
  }

  /** Newest first; of one recipient if given. */
  find(to: string | null): StoredMail[] {
    return this.mails.all().filter((mail) => !to || mail.to === to.toLowerCase());
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
