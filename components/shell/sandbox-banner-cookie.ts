/** Set for the session once the banner was dismissed; a module of its own, because the server reads it and the banner is for the browser. */
export const SANDBOX_BANNER_COOKIE = "studio_sandbox_banner";
