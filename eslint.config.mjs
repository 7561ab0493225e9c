// What the compiler does not see: forgotten promises, casts without reason, files and functions that outgrow a reader.
import tseslint from 'typescript-eslint';

// What a module offers takes at most three parameters, and an object where it needs more; a private helper may take four.
// Two shapes come from outside: a port's methods have its parameters, Nest fills constructors and decorated parameters.
const tooManyParameters = [
  {
    selector: 'ExportNamedDeclaration > FunctionDeclaration[params.length>3]',
    message: 'At most three parameters: take one object.',
  },
  {
    selector: [
      ':function[params.length>4]',
      ':not([params.0.decorators.length>0])',
      ':not(MethodDefinition[kind="constructor"] > FunctionExpression)',
      ':not(:matches(MethodDefinition, Property)[key.name=/^(commit|view)$/] > *)',
    ].join(''),
    message: 'At most four parameters: take one object.',
  },
];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'No default exports: a thing has one name everywhere.',
};

const noParentClass = {
  selector:
    'ClassDeclaration[superClass]:not([superClass.name=/(Error|Rejection|CommandGateway|LedgerKeys|ReadModels)$/])',
  message: 'No inheritance: compose. (Errors and abstract classes that Nest injects are exempt.)',
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'test/architecture/planted/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // An async method without await keeps its port's promise: a throw in it is a rejection.
      '@typescript-eslint/require-await': 'off',
      // Objects here are closures: their methods read no `this` and may be passed on.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 75, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...tooManyParameters, noDefaultExport, noParentClass],
      'prefer-const': 'error',
    },
  },
  {
    // A table of cases is long and reads well; its rows have as many columns as they need.
    files: ['**/*.spec.ts', '**/*.contract.ts', '**/testing.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', noDefaultExport],
      // Jest's matchers and parsed answers are any; what they must be is what the spec says next.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // So is a table of sentences or of presets.
    files: ['**/*.rejections.ts', '**/*texts.ts', '**/presets.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // What talks to a terminal on purpose.
    files: ['bench/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
