// Certificates for servers of tests that speak TLS: an authority of one's own and a server's certificate that it signed, made
// by openssl, for Node makes keys but signs no certificates.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of files in PEM. */
export type Certificates = {
  /** The certificate that clients trust. */
  readonly authority: string;
  /** The server's key and its certificate, for 127.0.0.1 and localhost. */
  readonly server: string;
};

export type User = { readonly name: string; readonly password: string };

const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';

/** @param folder must be there; each authority in a folder of its own */
export function makeCertificates(folder: string): Certificates {
  const at = (name: string): string => join(folder, name);
  const openssl = (...words: readonly string[]): void => {
    execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
  const [authority, authorityKey] = [at('authority.pem'), at('authority.key')];
  openssl(
    ...['req', '-x509', ...key, '-keyout', authorityKey, '-out', authority, '-days', '2'],
    ...['-subj', '/CN=Authority of a test'],
  );
  openssl(
    ...['req', '-x509', ...key, '-keyout', at('server.key'), '-out', at('server.crt')],
    ...['-CA', authority, '-CAkey', authorityKey, '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', names, '-addext', 'basicConstraints=CA:FALSE'],
  );
  const server = at('server.pem');
  const parts = [at('server.key'), at('server.crt')].map((file) => readFileSync(file, 'utf8'));
  writeFileSync(server, parts.join(''), { mode: 0o600 });
  return { authority, server };
}
