// What was asked and answered, as tests/harness/exchanges.cpp notes it: a line of JSON each. Lines of a sandbox tell
// which of its two ports is which, and the sandbox's nginx.conf which contracts are spoken where.
import { readFileSync } from 'node:fs';

// "@PORT@" and "@PORT2@", each with its mounts: [{path: "/auth", contracts: ["hydracore"]}].
export function mounts(conf) {
    const servers = new Map();
    let mounted;
    for (const line of conf.split('\n')) {
        const port = line.match(/listen .*:(@PORT2?@)/)?.[1];
        if (port) servers.set(port, (mounted = []));
        const contracts = line.match(/LATCHKEY_CONTRACT "(.*)"/)?.[1];
        if (contracts) mounted.push({ contracts: contracts.split(' ') });
        const path = line.match(/split_path_info \(\?s\)\^\((.*?)\)/)?.[1];
        if (path) mounted.at(-1).path = path;
    }
    if (![...servers.values()].flat().length) throw new Error('no mount found');
    return servers;
}

// As nginx sees a path: decoded, slashes merged, dots followed.
function normal(path) {
    let text = path;
    try {
        text = decodeURIComponent(path);
    } catch {
        // Bytes that are no UTF-8: no path of ours has any.
    }
    const parts = [];
    const all = text.replace(/\/+/g, '/').split('/').slice(1);
    for (const part of all) {
        if (part === '..') parts.pop();
        else if (part !== '.') parts.push(part);
    }
    if (/^[.]{1,2}$/.test(all.at(-1))) parts.push('');
    return '/' + parts.join('/');
}

// Those that came to a mount, with the contracts of that mount and the path inside it.
export function* exchanges(file, servers) {
    const ports = new Map();
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
        const noted = JSON.parse(line);
        if (noted.sandbox) {
            ports.set(noted.sandbox[0], servers.get('@PORT@')).set(noted.sandbox[1], servers.get('@PORT2@'));
            continue;
        }
        const path = normal(noted.target.split(/[?#]/)[0]);
        const mount = ports.get(noted.base)?.find((each) => path === each.path || path.startsWith(each.path + '/'));
        if (mount && noted.status) yield { ...noted, contracts: mount.contracts, path: path.slice(mount.path.length) };
    }
}
