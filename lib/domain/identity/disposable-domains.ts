/**
 * The throw-away mail services that are used most. Not complete and not meant to be: new ones appear daily, and the daily budget of
 * promotional credits is what bounds the damage.
 */
export const DISPOSABLE_DOMAINS: ReadonlySet<string> = new Set(
  `0-mail.com 10minutemail.com 10minutemail.net 1secmail.com 1secmail.net 1secmail.org 20minutemail.com 33mail.com
anonbox.net burnermail.io byom.de cock.li crazymailing.com discard.email discardmail.com dispostable.com dropmail.me
einrot.com email-fake.com emailondeck.com emailtemporanea.com emltmp.com fakeinbox.com fakemail.net fakemailgenerator.com
filzmail.com getairmail.com getnada.com gmailnator.com grr.la guerrillamail.biz guerrillamail.com guerrillamail.de
guerrillamail.info guerrillamail.net guerrillamail.org guerrillamailblock.com harakirimail.com inboxbear.com inboxkitten.com
incognitomail.org jetable.org luxusmail.org mail-temp.com mail.tm mail7.io mailcatch.com maildrop.cc mailexpire.com
mailforspam.com mailinator.com mailinator.net mailinator2.com mailnesia.com mailnull.com mailpoof.com mailsac.com mailtemp.info
meltmail.com minutemail.com mintemail.com moakt.com mohmal.com mt2015.com mytemp.email mytrashmail.com nada.email
neverbox.com nowmymail.com onetimemail.org sharklasers.com smailpro.com spam4.me spambog.com spambox.us spamfree24.org
spamgourmet.com spamex.com temp-mail.com temp-mail.io temp-mail.org tempail.com tempinbox.com tempmail.com tempmail.dev
tempmail.email tempmail.net tempmail.plus tempmailaddress.com tempmailo.com tempmailer.com tempr.email temporarymail.com
throwaway.email throwawaymail.com trash-mail.com trashmail.com trashmail.de trashmail.me trashmail.net trbvm.com
wegwerfmail.de wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net zetmail.com`.split(/\s+/),
);
