// Holds answers against a document: the status is declared, the headers and the type of the content are those
// declared, the body fits its schema, and an error says one of the sentences the document shows.
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const told = ['allow', 'location', 'retry-after', 'set-cookie', 'www-authenticate'];
const elsewhere = 'what no row is for';

// nginx refuses what is no request, and TRACE, before it knows the mount (nginx/snippets/latchkey-down.conf).
const fromNginx = ({ method, status, body }) =>
    body === '{"detail":"Bad Request"}' ? [400, 408, 414, 501, 505].includes(status) : method === 'TRACE' && status === 405;

// What it says when no worker answers.
const fromIdleNginx = ['Service Unavailable', 'The service is temporarily unavailable'];

export class Judge {
    constructor(document) {
        this.document = document;
        this.ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
        this.ajv.addSchema({ $id: 'document', ...document });
        // Addresses are taken in more forms than a client should send: with blanks around them, with a name.
        this.lenient = new Ajv({ strict: false, allErrors: true, validateFormats: false });
        this.lenient.addSchema({ $id: 'document', ...document });
        this.rows = Object.entries(document.paths).flatMap(([path, methods]) =>
            Object.entries(methods).map(([method, operation]) => ({
                name: `${method.toUpperCase()} ${path}`,
                method: method.toUpperCase(),
                path: new RegExp('^' + path.replace(/[.]/g, '\\.').replace(/\{.*?\}/g, '[^/]+') + '$', 's'),
                literal: !path.includes('{'),
                pointer: `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`,
                operation,
            })));
        this.rows.sort((a, b) => b.literal - a.literal);
        this.heard = new Map([...this.rows.map((row) => row.name), elsewhere].map((name) =>
            [name, { row: name, answers: 0, succeeded: false, problems: [] }]));
        this.validators = new Map();
    }

    hear(exchange) {
        if (fromNginx(exchange)) return;
        const row = this.rows.find((each) => each.method === exchange.method && each.path.test(exchange.path));
        const heard = this.heard.get(row?.name ?? elsewhere);
        ++heard.answers;
        if (exchange.status < 400) heard.succeeded = true;
        for (const problem of this.problems(row, exchange))
            heard.problems.push(`${exchange.method} ${exchange.target.slice(0, 200)} ${exchange.status}: ${problem}`);
    }

    // A row that nobody asked proves nothing.
    verdicts() {
        for (const heard of this.heard.values())
            if (heard.row !== elsewhere && !heard.succeeded) heard.problems.push('no call of it succeeded');
        return [...this.heard.values()];
    }

    problems(row, exchange) {
        const responses = row ? row.operation.responses : this.document['x-other-requests'];
        const where = row ? `${row.pointer}/responses` : '/x-other-requests';
        const declared = responses[exchange.status];
        if (!declared) return [`the status is not declared: ${exchange.body}`];
        const reference = declared.$ref?.slice(1);
        const response = reference ? this.at(reference) : declared;
        const pointer = reference ?? `${where}/${exchange.status}`;
        return [...this.wrongHeaders(response, exchange), ...this.wrongBody(response, pointer, exchange),
            ...this.wrongRequest(row, exchange)];
    }

    at(pointer) {
        return pointer.slice(1).split('/').reduce((found, name) => found[name], this.document);
    }

    *wrongHeaders(response, { headers }) {
        const declared = response.headers ?? {};
        for (const [name, { required }] of Object.entries(declared))
            if (required && !headers.some(([came]) => came === name.toLowerCase())) yield `without ${name}`;
        for (const name of told)
            if (headers.some(([came]) => came === name) && !Object.keys(declared).some((d) => d.toLowerCase() === name))
                yield `with an undeclared ${name}`;
        if (!headers.some(([name, value]) => name === 'cache-control' && value === 'no-store'))
            yield 'without Cache-Control: no-store';
    }

    *wrongBody(response, pointer, { method, body, headers }) {
        if (method === 'HEAD') return;
        if (!response.content) {
            if (body) yield `with a body, which is not declared: ${body}`;
            return;
        }
        if (headers.find(([name]) => name === 'content-type')?.[1] !== 'application/json') yield 'is no JSON by its type';
        let json;
        try {
            json = JSON.parse(body);
        } catch {
            yield `is no JSON: ${body}`;
            return;
        }
        const validate = this.validator(`${pointer}/content/application~1json/schema`);
        if (!validate(json)) yield `${this.ajv.errorsText(validate.errors)}: ${body}`;
        yield* this.newWords(response.content['application/json'].examples, json);
    }

    // A fault that the row does not declare may have the status and the schema of one that it does.
    *newWords(examples, json) {
        const words = (value) => (typeof value?.detail === 'string' ? value.detail : value?.error && value.message);
        const shown = Object.values(examples).map(({ value }) => value);
        if (!words(json) || !shown.some((value) => typeof words(value) === 'string')) return;
        if (fromIdleNginx.includes(words(json)) || shown.some((value) => words(value) === words(json))) return;
        yield `says what no example does: ${words(json)}`;
    }

    // What was let in must be what the document lets in.
    *wrongRequest(row, { status, sent }) {
        const body = row?.operation.requestBody;
        if (status >= 300 || !body || !sent || (sent === 'null' && !body.required)) return;
        const validate = this.validator(`${row.pointer}/requestBody/content/application~1json/schema`, this.lenient);
        if (!validate(JSON.parse(sent))) yield `${this.ajv.errorsText(validate.errors)}, and yet it was let in: ${sent}`;
    }

    validator(pointer, ajv = this.ajv) {
        if (!this.validators.has(pointer)) {
            const fragment = pointer.split('/').map(encodeURIComponent).join('/');
            this.validators.set(pointer, ajv.compile({ $ref: `document#${fragment}` }));
        }
        return this.validators.get(pointer);
    }
}
