// One of several processes that need a master key at the same moment: says which one it went on with.
import { realEnvironment } from '@ledger/ledger';
import { readOrCreateMasterKey } from '../../libs/key-store/src/master-key.js';

process.on('message', (file: string) => {
  let said: string;
  try {
    said = readOrCreateMasterKey(file, realEnvironment).toString('base64url');
  } catch (error) {
    said = String(error);
  }
  process.send?.(said);
});
process.send?.('ready');
