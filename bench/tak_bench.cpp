// SPDX-License-Identifier: Apache-2.0
// How many phones does the TAK link hold at 1 Hz, at what cost? Usage: tak_bench [CLIENTS…]; 15 s each.
// The phones are another process (its CPU is reported apart); one thread serves them. A position's course carries the time it was
// meant to be sent, so the latency counts from there to Intake::report, however late the generator is.
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "codec/cot.hpp"
#include "core/check.hpp"
#include "core/log.hpp"
#include "links/device_enrolment.hpp"
#include "links/tak_link.hpp"

namespace {

using namespace vigie;
using std::chrono::microseconds;

constexpr int kSeconds = 15;
constexpr std::int64_t kCourseCircle_us = 360'000'000;

std::int64_t now_us() {
  return std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_seconds(int who) {
  rusage usage{};
  getrusage(who, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class TimingIntake : public links::Intake {
 public:
  void observe(Actor, Observation, std::function<void(links::Receipt, const std::string&)> done) override {
    done(links::Receipt::Accepted, "");
  }
  void report(UnitPosition position) override {
    const std::int64_t sent = std::llround(position.heading_deg.value_or(0) * 1e6);
    const std::lock_guard lock(mutex);
    latencies_us.push_back((now_us() % kCourseCircle_us - sent + kCourseCircle_us) % kCourseCircle_us);
  }
  void command(Actor, Command, std::function<void(Result<links::Outcome>)> done) override { done(links::Outcome{}); }
  void note(Actor, EntryBody fact) override {
    if (const auto* changed = std::get_if<LinkChanged>(&fact); changed && changed->state == LinkState::Up) ++up;
  }

  std::mutex mutex;
  std::vector<std::int64_t> latencies_us;
  std::atomic<int> up{0};
};

std::string position_event(int client, Time now, std::int64_t due_us) {
  char course[32];
  std::snprintf(course, sizeof course, "%.6f", static_cast<double>(due_us % kCourseCircle_us) / 1e6);
  const std::string time = to_rfc3339(now);
  return "<event version=\"2.0\" uid=\"ANDROID-" + std::to_string(client) +
         "\" type=\"a-f-G-U-C\" how=\"m-g\" time=\"" + time + "\" start=\"" + time + "\" stale=\"" +
         to_rfc3339(now + std::chrono::seconds(60)) +
         "\"><point lat=\"41.1496\" lon=\"-8.6109\" hae=\"-25.7\" ce=\"9.9\" le=\"9999999.0\"/>"
         "<detail><takv os=\"29\" version=\"4.0.0.0\" device=\"Some Device\" platform=\"ATAK-CIV\"/><contact "
         "endpoint=\"*:-1:stcp\" callsign=\"U-" +
         std::to_string(client) +
         "\"/><__group role=\"Team Member\" name=\"Cyan\"/><status battery=\"78\"/><track course=\"" + course +
         "\" speed=\"1.5\"/></detail></event>\n";
}

SSL* connect(SSL_CTX* context, const links::KeyedCertificate& keyed, std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  VIGIE_CHECK(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  SSL* const ssl = SSL_new(context);
  BIO* const bio = BIO_new_mem_buf(keyed.certificate_pem.data(), static_cast<int>(keyed.certificate_pem.size()));
  X509* const certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO* const key_bio = BIO_new_mem_buf(keyed.key_pem.data(), static_cast<int>(keyed.key_pem.size()));
  EVP_PKEY* const key = PEM_read_bio_PrivateKey(key_bio, nullptr, nullptr, nullptr);
  SSL_use_certificate(ssl, certificate);
  SSL_use_PrivateKey(ssl, key);
  SSL_set_fd(ssl, socket);
  VIGIE_CHECK(SSL_connect(ssl) == 1);
  return ssl;
}

/// The phones: each sends one position a second, evenly spread. Ends with the process.
[[noreturn]] void be_phones(const std::vector<links::KeyedCertificate>& keyed, int port_pipe) {
  std::uint16_t port = 0;
  VIGIE_CHECK(::read(port_pipe, &port, sizeof port) == sizeof port);
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  std::vector<SSL*> phones;
  for (const auto& one : keyed) phones.push_back(connect(context, one, port));
  const SystemWallClock clock;
  const auto count = static_cast<std::int64_t>(phones.size());
  const std::int64_t begun = now_us();
  for (std::int64_t i = 0; i < count * kSeconds; ++i) {
    const std::int64_t due = begun + i * 1'000'000 / count;
    if (const std::int64_t early = due - now_us(); early > 0) std::this_thread::sleep_for(microseconds(early));
    const std::string event = position_event(static_cast<int>(i % count), clock.now(), due);
    SSL_write(phones[static_cast<std::size_t>(i % count)], event.data(), static_cast<int>(event.size()));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  _exit(0);
}

void measure(int clients) {
  std::string folder = (std::filesystem::temp_directory_path() / "vigie-bench-XXXXXX").string();
  VIGIE_CHECK(mkdtemp(folder.data()) != nullptr);
  const SystemWallClock clock;
  const auto ca = links::DeviceCa::open(folder, clock.now()).value();
  const auto devices = links::DeviceRegister::open(folder).value();
  std::vector<links::KeyedCertificate> keyed;
  for (int i = 0; i < clients; ++i) {
    const std::string name = "U-" + std::to_string(i);
    keyed.push_back(links::enrol(ca, *devices, Actor::user(UserId("bench")),
                                 {.name = DeviceId(name), .unit = UnitId(name), .skills = {}}, clock.now())
                        .value()
                        .keyed);
  }
  int pipe_ends[2];
  VIGIE_CHECK(::pipe(pipe_ends) == 0);
  const pid_t phones = ::fork();
  if (phones == 0) be_phones(keyed, pipe_ends[0]);

  TimingIntake intake;
  Metrics metrics;
  const auto link = links::TakLink::create({intake, *devices, ca, clock, metrics}, {.port = 0}).value();
  link->start();
  const std::uint16_t port = link->port();
  const double connect_begun = cpu_seconds(RUSAGE_SELF);
  VIGIE_CHECK(::write(pipe_ends[1], &port, sizeof port) == sizeof port);
  while (intake.up < clients) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const double begun = cpu_seconds(RUSAGE_SELF);
  rusage generator{};
  int status = 0;
  ::wait4(phones, &status, 0, &generator);
  const double cpu = cpu_seconds(RUSAGE_SELF) - begun;
  link->stop();
  std::filesystem::remove_all(folder);

  auto& all = intake.latencies_us;
  std::sort(all.begin(), all.end());
  const auto at = [&](double part) {
    return all.empty()
               ? -1.0
               : static_cast<double>(all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))]) / 1000;
  };
  std::printf(
      "{\"bench\":\"tak\",\"clients\":%d,\"seconds\":%d,\"sent\":%d,\"reported\":%zu,\"events_per_s\":%.0f,\"server_"
      "cpu_percent\":%.1f,"
      "\"handshake_cpu_ms\":%.2f,\"generator_cpu_s\":%.2f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"p999_ms\":%.2f}\n",
      clients, kSeconds, clients * kSeconds, all.size(), static_cast<double>(all.size()) / kSeconds,
      100 * cpu / kSeconds, 1000 * (begun - connect_begun) / clients,
      static_cast<double>(generator.ru_utime.tv_sec + generator.ru_stime.tv_sec) +
          static_cast<double>(generator.ru_utime.tv_usec + generator.ru_stime.tv_usec) / 1e6,
      at(0.5), at(0.99), at(0.999));
  std::fflush(stdout);
}

void measure_reader() {
  const std::string xml = position_event(7, SystemWallClock().now(), 90'000'000);
  codec::CotReader reader;
  constexpr int kTimes = 200'000;
  const double begun = cpu_seconds(RUSAGE_SELF);
  for (int i = 0; i < kTimes; ++i) VIGIE_CHECK(reader.read(xml).ok());
  const double cpu = cpu_seconds(RUSAGE_SELF) - begun;
  std::printf("{\"bench\":\"cot_reader\",\"bytes\":%zu,\"events_per_cpu_s\":%.0f}\n", xml.size(), kTimes / cpu);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  log::set_level(log::Level::Error);
  measure_reader();
  std::vector<int> counts;
  for (int i = 1; i < argc; ++i) counts.push_back(std::atoi(argv[i]));
  if (counts.empty()) counts = {500, 1000};
  for (const int clients : counts) measure(clients);
}
