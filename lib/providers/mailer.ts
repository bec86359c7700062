/** Port: sends one mail. Throws ProviderError (`unreachable`, `auth`, `down`, `invalid_input`). */
export type Mail = { to: string; subject: string; text: string; html: string; headers?: Record<string, string> };

export interface Mailer {
  /** Connects and signs in, and sends nothing. Throws ProviderError. */
  check(): Promise<void>;
  send(mail: Mail): Promise<void>;
}
