#include "handlers/sessions/news_store.h"

#include "fcgi/db/pool.h"

namespace sessions {

static constexpr int page_size = 5000;   // rows; keeps the memory of a large beginning small

NewsPage read_news(db::Lease& db, const NewsPosition& from, std::int64_t max_age)
{
    const auto rows = db.query(
        "SELECT pg_snapshot_xmin(pg_current_snapshot()), n.tx, n.id, n.account_id, n.session_id,"
        " n.org_id, n.at"
        " FROM (VALUES (1)) AS always LEFT JOIN ("
        "  SELECT * FROM news WHERE (tx, id) > ($1::xid8, $2::bigint)"
        "  AND at > clock_timestamp() - make_interval(secs => $3)"
        "  ORDER BY tx, id LIMIT $4) AS n ON true ORDER BY n.tx, n.id",
        {from.transaction, from.id, max_age, page_size});
    NewsPage page{{}, from, {rows[0].text(0)}, rows.size() < page_size};
    for (int i = 0; i < rows.size(); ++i) {
        const auto row = rows[i];
        if (row.is_null(1)) break;
        page.news.push_back({row.text(3), row.text(4), row.text(5), row.second(6)});
        page.next = {row.text(1), row.number(2)};
    }
    return page;
}

}   // namespace sessions
