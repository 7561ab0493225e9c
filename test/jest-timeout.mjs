// Servers and properties over hundreds of ledgers take their time on a busy machine; a project of jest's can't say so in its
// configuration.
import.meta.jest.setTimeout(60_000);
