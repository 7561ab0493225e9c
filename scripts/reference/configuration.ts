// The configuration table: every setting as the program itself reads it.
import { settingNames, settings } from '@ledger/runtime';
import { type Page, code, table } from './markdown.js';
import { pagesOf } from './page.js';

export function configurationPages(): readonly Page[] {
  return pagesOf('configuration', 'configurationTitle', (language, say) => [
    say('configurationAbout'),
    ...table(
      [say('variable'), say('flag'), say('default'), say('form'), say('meaning')],
      settingNames.map((name) => {
        const { variable, flag, form, about, ...setting } = settings[name];
        const value = code(String(setting.default));
        return [code(variable), code(flag), value, form[language], about[language]];
      }),
    ),
  ]);
}
