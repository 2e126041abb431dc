// Judges the documents in a folder, and the exchanges of a test run by them. Tells TAP: a test for each document, one
// for each of its rows, and one for what no row is for.
//
//   node judge.mjs DOCUMENTS SANDBOX_CONF [EXCHANGES]
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Judge } from './answers.mjs';
import { exchanges, mounts } from './exchanges.mjs';

let tests = 0;
let failed = 0;

function tell(name, problems, note = '') {
    ++tests;
    if (problems.length) ++failed;
    console.log(`${problems.length ? 'not ok' : 'ok'} ${tests} - ${name}${note}`);
    const different = [...new Set(problems)];
    for (const problem of different.slice(0, 10)) console.log(`# ${problem.slice(0, 600)}`);
    if (different.length > 10) console.log(`# ... and ${different.length - 10} more`);
}

function references(value) {
    if (value === null || typeof value !== 'object') return [];
    const inner = Object.values(value).flatMap(references);
    return typeof value.$ref === 'string' ? [value.$ref, ...inner] : inner;
}

const resolved = (document, reference) =>
    reference.slice(2).split('/').reduce((found, name) => found?.[name], document);

async function problemsOf(document) {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    const problems = valid ? [] : [JSON.stringify(errors)];
    for (const reference of references(document))
        if (!resolved(document, reference)) problems.push(`${reference} leads nowhere`);
    const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((row) => row.operationId));
    if (new Set(ids).size !== ids.length) problems.push('an operationId occurs twice');
    return problems;
}

const [, , folder, conf, noted] = process.argv;
const documents = new Map();
for (const file of readdirSync(folder).sort()) {
    const name = basename(file, '.json');
    documents.set(name, JSON.parse(readFileSync(join(folder, file), 'utf8')));
    tell(`${name}: is OpenAPI 3.1`, await problemsOf(documents.get(name)));
}
if (!documents.size) tell('documents', ['there are none']);

if (noted) {
    const judges = new Map([...documents].map(([name, document]) => [name, new Judge(document)]));
    const mounted = mounts(readFileSync(conf, 'utf8'));
    for (const exchange of exchanges(noted, mounted)) judges.get(exchange.contracts[0]).hear(exchange);
    for (const [name, judge] of judges) {
        if (![...mounted.values()].flat().some((mount) => mount.contracts[0] === name)) continue;
        for (const { row, answers, problems } of judge.verdicts())
            tell(`${name}: ${row}`, problems, `: ${answers} answers`);
    }
}
console.log(`1..${tests}`);
process.exitCode = failed ? 1 : 0;
