import type { AddressInfo } from "node:net";
import path from "node:path";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Clock } from "../clock";
import type { Faults } from "../faults";
import { Journal } from "../journal";
import type { RequestLog } from "../request-log";
import { type ParsedMail, parseMail } from "./parse-mail";

export type StoredMail = ParsedMail & { id: string; to: string; receivedAt: string };

const KEEP = 2_000;
const MAX_BYTES = 1024 * 1024;

type OutboxSetting = {
  stateDir: string;
  user: string;
  password: string;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
};

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

async function readMail(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  if (stream.sizeExceeded) throw refusal(552, "Message exceeds fixed maximum message size");
  return Buffer.concat(chunks);
}

/** An SMTP server on loopback that keeps what it is given. It asks for the installation's user and password, as a real one would. */
export class Outbox {
  private readonly mails: Journal<StoredMail>;
  private readonly server: SMTPServer;

  constructor(private readonly setting: OutboxSetting) {
    this.mails = new Journal(path.join(setting.stateDir, "mails.jsonl"), KEEP);
    this.server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      size: MAX_BYTES,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) =>
        username === setting.user && password === setting.password
          ? done(null, { user: username })
          : done(refusal(535, "Invalid username or password")),
      onData: (stream, session, done) => {
        this.take(stream, session).then((isAnswered) => isAnswered && done(), done);
      },
    });
    // A client that hangs up is no reason to end.
    this.server.on("error", (error) => process.stderr.write(`smtp: ${error.message}\n`));
  }

  /** Keeps a mail once for each recipient. False when a fault says that nothing is ever answered. */
  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<boolean> {
    const { clock, faults, log } = this.setting;
    const raw = await readMail(stream);
    const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
    const done = log.open({ service: "mail", method: "DATA", path: `/${to.join(",")}` });
    const fault = faults.take("mail", "DATA", `/${to.join(",")}`);
    if (fault?.latency) await new Promise((resolve) => setTimeout(resolve, fault.latency));
    if (fault?.hang) return false;
    if (fault?.status) {
      done(fault.status);
      throw refusal(fault.status, "Asked for by the sandbox's controls");
    }
    const mail = parseMail(raw);
    for (const address of to)
      this.mails.put({ id: crypto.randomUUID(), to: address, receivedAt: clock.iso(), ...mail });
    done(250);
    return true;
  }

  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, host, () => resolve((this.server.server.address() as AddressInfo).port));
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
