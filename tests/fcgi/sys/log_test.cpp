#include "fcgi/sys/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <thread>
#include <vector>

#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(log_lines)
{
    int ends[2];

    void setup() override
    {
        CHECK_EQUAL(0, ::pipe2(ends, O_CLOEXEC));
    }
    void teardown() override
    {
        ::close(ends[0]);
        if (ends[1] >= 0) ::close(ends[1]);
    }
    std::string written()
    {
        ::close(ends[1]);
        ends[1] = -1;
        std::string text;
        char piece[4096];
        for (ssize_t got; (got = ::read(ends[0], piece, sizeof piece)) > 0;)
            text.append(piece, static_cast<std::size_t>(got));
        return text;
    }
    sys::Log log(sys::Level least = sys::Level::debug)
    {
        return {"worker", least, ends[1]};
    }
    // The value of the note "text", as it stands in the line.
    std::string shown(std::string_view text)
    {
        log().info("event", {{"text", text}});
        const std::string line = written();
        const std::size_t start = line.find("\"text\":") + 7;
        return line.substr(start, line.rfind('}') - start);
    }
};

TEST(log_lines, are_one_json_object_each)
{
    log().warning("request", {{"status", 503}, {"path", "/login"}, {"big", std::int64_t{1} << 40}});
    const std::string line = written();
    STRCMP_EQUAL(
        "\",\"level\":\"warning\",\"program\":\"worker\",\"event\":\"request\",\"status\":503,"
        "\"path\":\"/login\",\"big\":1099511627776}\n",
        line.substr(31).c_str());
}

TEST(log_lines, start_with_the_time_in_utc_to_the_millisecond)
{
    log().error("e");
    const std::string line = written();
    STRCMP_EQUAL("{\"ts\":\"20", line.substr(0, 9).c_str());
    std::string shape = line.substr(7, 24);
    for (char& c : shape)
        if (c >= '0' && c <= '9') c = '0';
    STRCMP_EQUAL("0000-00-00T00:00:00.000Z", shape.c_str());
}

TEST(log_lines, below_the_level_are_not_written)
{
    log(sys::Level::warning).info("quiet");
    log(sys::Level::warning).debug("quieter");
    log(sys::Level::warning).warning("loud");
    const std::string text = written();
    CHECK(text.find("quiet") == std::string::npos);
    CHECK(text.find("loud") != std::string::npos);
}

TEST(log_lines, escape_quotes_and_controls)
{
    STRCMP_EQUAL("\"a\\\"b\\\\c\\u000ad\\u001be\\u007f\"", shown("a\"b\\c\nd\x1b"
                                                                 "e\x7f")
                                                               .c_str());
}

TEST(log_lines, escape_the_controls_of_latin_1_but_not_letters)
{
    STRCMP_EQUAL("\"\\u009b31m\xc3\xa4\xe2\x82\xac\"", shown("\xc2\x9b"
                                                             "31m\xc3\xa4\xe2\x82\xac")
                                                           .c_str());
}

TEST(log_lines, show_bytes_that_are_not_utf8_and_stay_utf8)
{
    STRCMP_EQUAL("\"ok\\\\xff\\\\xe2\\\\x82\"", shown("ok\xff\xe2\x82").c_str());
}

TEST(log_lines, cut_long_texts_between_code_points)
{
    std::string text(999, 'x');
    const std::string line = shown(text + "\xe2\x82\xac and more");
    CHECK(sys::is_utf8(line));
    STRCMP_EQUAL(("\"" + text + "...\"").c_str(), line.c_str());
}

TEST(log_lines, of_many_threads_never_mix)
{
    std::string text;
    std::thread reader{[&] {
        char piece[4096];
        for (ssize_t got; (got = ::read(ends[0], piece, sizeof piece)) > 0;)
            text.append(piece, static_cast<std::size_t>(got));
    }};
    const sys::Log shared = log();
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
        writers.emplace_back([&] {
            for (int n = 0; n < 200; ++n) shared.info("line", {{"text", std::string(500, 'x')}});
        });
    for (std::thread& writer : writers) writer.join();
    ::close(ends[1]);
    ends[1] = -1;
    reader.join();
    const std::string end = "\"event\":\"line\",\"text\":\"" + std::string(500, 'x') + "\"}";
    std::size_t good = 0;
    for (std::size_t from = 0, to; (to = text.find('\n', from)) != std::string::npos; from = to + 1) {
        const std::string_view line = std::string_view{text}.substr(from, to - from);
        good += line.starts_with("{\"ts\":\"") && line.ends_with(end) && line.size() < 600;
    }
    UNSIGNED_LONGS_EQUAL(800, good);
}

TEST(log_lines, to_a_closed_descriptor_are_lost_without_harm)
{
    errno = 17;
    sys::Log{"worker", sys::Level::info, -1}.error("nobody_reads_this");
    LONGS_EQUAL(17, errno);
}
