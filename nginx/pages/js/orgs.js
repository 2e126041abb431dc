// The organisations of the account: who is in them, and who is asked to join.
import { askAsMe, good } from './ask.js';
import { element, problem, submits } from './form.js';
import { say, when } from './say.js';
import { act, list } from './things.js';

const roles = { owner: 'role.owner', admin: 'role.admin', member: 'role.member' };
const nameOf = (role) => (roles[role] ? say(roles[role]) : role);

const denied = { 403: 'account.forbidden', 409: 'account.last-owner' };

async function showMembers(org, place, account) {
  const answer = await askAsMe('GET', `/orgs/${org.org_id}/members`);
  const mayRemove = org.role !== 'member';
  list(place, answer, answer.data?.members, (member) => ({
    text: [member.full_name || member.email, `${member.email} · ${nameOf(member.role)}`],
    acts: mayRemove && member.user_id !== account.id
      ? [act('account.remove', () => askAsMe('DELETE', `/orgs/${org.org_id}/members/${member.user_id}`),
        () => showMembers(org, place, account), denied)]
      : [],
  }));
}

async function showInvites(org, place) {
  const answer = await askAsMe('GET', `/orgs/${org.org_id}/invites`);
  list(place, answer, answer.data?.invites, (invite) => ({
    text: [invite.email, `${nameOf(invite.role)} · ${say('account.until', { when: when(invite.expires_at) })}`],
    acts: [act('account.revoke', () => askAsMe('DELETE', `/orgs/${org.org_id}/invites/${invite.id}`),
      () => showInvites(org, place), denied)],
  }), 'account.no-invites');
}

function inviting(org, place) {
  const id = `invite-${org.org_id}`;
  const form = element('form', {},
    element('div', { className: 'field' },
      element('label', { htmlFor: id }, say('account.invite-whom')),
      element('input', { id, name: 'email', type: 'email', autocomplete: 'off', required: true })),
    element('button', { type: 'submit' }, say('account.invite')));
  submits(form, {
    send: (typed) => askAsMe('POST', `/orgs/${org.org_id}/invites`, typed),
    refused: { 403: 'account.forbidden', 409: { field: 'email', key: 'account.already-member' } },
    done: (data, told) => {
      form.reset();
      told.textContent = say('account.invited');
      showInvites(org, place);
    },
  });
  return form;
}

async function shown(org, account) {
  const members = element('ul', { className: 'things' });
  const item = element('li', { className: 'org' },
    element('h3', {}, `${org.name} · ${nameOf(org.role)}`), members);
  const waiting = [showMembers(org, members, account)];
  if (org.role !== 'member') {
    const invites = element('ul', { className: 'things' });
    item.append(element('h3', {}, say('account.invites')), invites, inviting(org, invites));
    waiting.push(showInvites(org, invites));
  }
  item.append(act('account.leave', () => askAsMe('DELETE', `/orgs/${org.org_id}/members/me`), () => showAll(account),
    denied));
  await Promise.all(waiting);
  return item;
}

async function showAll(account) {
  const place = document.getElementById('orgs');
  const answer = await askAsMe('GET', '/orgs');
  if (!good(answer)) {
    place.replaceChildren(element('li', { className: 'wrong' }, problem(answer)));
    return;
  }
  const items = await Promise.all(answer.data.orgs.map((org) => shown(org, account)));
  place.replaceChildren(...(items.length ? items : [element('li', {}, say('account.no-orgs'))]));
}

export async function showOrgs(account) {
  const form = document.getElementById('new-org');
  submits(form, {
    send: (typed) => askAsMe('POST', '/orgs', typed),
    refused: { 409: { field: 'name', key: 'account.org-taken' } },
    done: () => {
      form.reset();
      showAll(account);
    },
  });
  await showAll(account);
}
