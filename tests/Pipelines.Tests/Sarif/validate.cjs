// Checks files against the schema of SARIF 2.1.0: node validate.cjs <file>... Says each mistake; the exit code is 1 when there is one.
'use strict';
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const Ajv = require('ajv');

// The schema is of draft 4, which the validator knows when it is told of it.
const ajv = new Ajv({ allErrors: true, schemaId: 'id', meta: false, logger: false });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const schema = join(dirname(require.resolve('@microsoft/jest-sarif')), 'schemas', 'sarif-2.1.0-rtm.5.json');
const isValid = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

for (const file of process.argv.slice(2)) {
  if (isValid(JSON.parse(readFileSync(file, 'utf8')))) continue;
  for (const { dataPath, message } of isValid.errors) console.error(`${file}${dataPath}: ${message}`);
  process.exitCode = 1;
}
