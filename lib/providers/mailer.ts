/** Port: sends one mail. Throws ProviderError (`unreachable`, `auth`, `down`, `invalid_input`). */
export type Mail = { to: string; subject: string; text: string; html: string; headers?: Record<string, string> };

export interface Mailer {
  send(mail: Mail): Promise<void>;
}
