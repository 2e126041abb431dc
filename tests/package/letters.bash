# Letters through a mail server that nobody here wrote: Debian's postfix on the booted host, with a certificate of a
# certification authority of the host's own.
# shellcheck shell=bash disable=SC2154 # variables of package_test.sh

readonly MX=mx.example.com TARGET=smtp://mx.example.com

# Who has no mailbox is refused; refused.texthash and dropped.texthash say who else is, and when.
start_mail_server() {
    local person
    on sh -c "echo '127.0.0.1 $MX' >>/etc/hosts"
    for person in anna ben carl dora erik; do on useradd --create-home "$person"; done
    certify
    on touch /etc/postfix/refused /etc/postfix/dropped
    on postconf -e "myhostname = $MX" 'mydestination = example.com' 'inet_interfaces = loopback-only' \
        'home_mailbox = Maildir/' 'smtpd_tls_security_level = may' 'smtpd_tls_received_header = yes' \
        'smtpd_tls_cert_file = /etc/postfix/mx.pem' 'smtpd_tls_key_file = /etc/postfix/mx.key' \
        'smtpd_recipient_restrictions = check_recipient_access texthash:/etc/postfix/refused, permit' \
        'smtpd_end_of_data_restrictions = check_recipient_access texthash:/etc/postfix/dropped'
    on systemctl restart postfix
    on sed -i "s|^LATCHKEY_MAIL=.*|LATCHKEY_MAIL=$TARGET|; s|^.*LATCHKEY_MAIL_RETRY_SECONDS=.*|LATCHKEY_MAIL_RETRY_SECONDS=1|" \
        "$ENV_FILE"
    on systemctl restart latchkey-mailer
}

# A certificate for the mail server, of an authority that the host trusts from now on, and one of nobody's.
certify() {
    on sh -ec "cd /etc/postfix
        openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Own authority' -days 9 -keyout ca.key -out ca.pem
        openssl req -newkey rsa:2048 -nodes -subj /CN=$MX -keyout mx.key -out mx.csr
        echo subjectAltName=DNS:$MX >mx.ext
        openssl x509 -req -in mx.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile mx.ext -days 9 -out mx.pem
        openssl req -x509 -key mx.key -subj /CN=$MX -addext subjectAltName=DNS:$MX -days 9 -out nobodys.pem
        cp ca.pem /usr/local/share/ca-certificates/own.crt
        update-ca-certificates"
}

# rule FILE LINE: for the mail server, from now on.
rule() {
    on sh -c "echo '$2' >/etc/postfix/$1 && postfix reload"
}

register() {
    ask /register -d "{\"email\":\"$1@example.com\",\"password\":\"correct horse battery\"}" | grep -F "$1@example.com"
}

letters_of() {
    on sh -c "cat /home/$1/Maildir/new/* 2>/dev/null | grep -c '^To: .*$1@example.com' || true"
}

has_letters() {
    [[ $(letters_of "$1") != 0 ]]
}

arrives_once() {
    eventually 20 has_letters "$1"
    sleep 1 # for a second one, were there any
    [[ $(letters_of "$1") == 1 ]] && [[ $(on sh -c "ls /home/$1/Maildir/new | wc -l") == 1 ]]
}

has_said() {
    on journalctl --no-pager -o cat -u latchkey-mailer | grep -E "$1"
}

# The mailer's own words, when it says anything that matches within ten seconds.
says() {
    eventually 10 has_said "$1" || { on journalctl --no-pager -o cat -n 20 -u latchkey-mailer && return 1; }
}

goes_encrypted() {
    start_mail_server
    register anna
    arrives_once anna
    on grep -rh 'with ESMTPS' /home/anna/Maildir/new
}

waits_out_what_passes() {
    rule refused 'ben@example.com 451 4.3.0 not now'
    register ben
    says 'letter_not_sent.*not now'
    rule refused ''
    arrives_once ben
}

# A letter behind the one that nobody takes goes on, and to its own recipient only.
parks_what_is_refused() {
    rule refused 'carl@example.com 550 5.1.1 never heard of'
    register carl
    says 'never heard of'
    register dora
    arrives_once dora
    rule refused ''
    sleep 2
    [[ $(letters_of carl) == 0 ]]
}

comes_once_after_a_hangup() {
    rule dropped 'erik@example.com 421 4.3.2 going down'
    register erik
    says 'letter_not_sent.*going down'
    rule dropped ''
    arrives_once erik
}

trusts_nobodys_certificate_with_nothing() {
    local before
    on useradd --create-home fred
    on postconf -e 'smtpd_tls_cert_file = /etc/postfix/nobodys.pem'
    on postfix reload
    register fred
    says 'letter_not_sent.*certificate'
    before=$(letters_of fred)
    on postconf -e 'smtpd_tls_cert_file = /etc/postfix/mx.pem'
    on postfix reload
    [[ $before == 0 ]]
    arrives_once fred
}
