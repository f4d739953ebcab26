import { RbassistError, systemErrorCode } from '@rbassist/core';

/** The server can't listen on its port or address. Code `listen`. */
export class ListenError extends RbassistError {
  constructor(message: string, cause: unknown) {
    super('listen', message, { cause, remedies: [{ action: 'choose-port' }] });
  }
}

/** Returns the reason why a server can't listen. */
export function listenError(error: unknown, { host, port }: { host: string; port: number }): ListenError {
  switch (systemErrorCode(error)) {
    case 'EADDRINUSE':
      return new ListenError(`Port ${port} is in use, perhaps by another rbassist.`, error);
    case 'EACCES':
      return new ListenError(`This user may not use port ${port}.`, error);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(`This computer has no address ${host}.`, error);
    default:
      return new ListenError(`The server can't listen on ${host}, port ${port}.`, error);
  }
}
