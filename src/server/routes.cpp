// SPDX-License-Identifier: Apache-2.0
// The route table: method, path, who may (access/policy.cpp), how large a body, and what answers.
#include <array>

#include "server/endpoints/city.hpp"
#include "server/endpoints/command.hpp"
#include "server/endpoints/coverage.hpp"
#include "server/endpoints/crowd.hpp"
#include "server/endpoints/devices.hpp"
#include "server/endpoints/feeds.hpp"
#include "server/endpoints/health.hpp"
#include "server/endpoints/nowcast.hpp"
#include "server/endpoints/observe.hpp"
#include "server/endpoints/picture.hpp"
#include "server/endpoints/read_audit.hpp"
#include "server/endpoints/road_changes.hpp"
#include "server/endpoints/session.hpp"
#include "server/endpoints/stream.hpp"
#include "server/endpoints/streets.hpp"
#include "server/endpoints/users.hpp"
#include "server/endpoints/what_if.hpp"
#include "server/router.hpp"

namespace vigie::server {
namespace {

using access::Action;
using enum Method;
using enum BodyLimit;
using S = const Services&;

constexpr std::array kRoutes{
    Route{Get, "/healthz", Action::HealthRead, None,
          [](S s) {
            return at_once(endpoints::Health{s.outside.pictures, s.outside.clock, s.outside.healthy, s.options.version,
                                             s.options.simulated});
          }},
    Route{Get, "/metrics", Action::MetricsRead, None,
          [](S s) { return at_once(endpoints::ReadMetrics{s.outside.metrics}); }},
    Route{Post, "/api/v1/enrol", Action::SessionEnrol, Small, [](S s) -> Handler { return endpoints::Enrol{s.login}; }},
    Route{Post, "/api/v1/login", Action::SessionLogin, Small, [](S s) -> Handler { return endpoints::LogIn{s.login}; }},
    Route{Post, "/api/v1/logout", Action::SessionLogout, Small,
          [](S s) {
            return at_once(endpoints::LogOut{s.sessions, *s.audit});
          }},
    Route{Get, "/api/v1/me", Action::SessionRead, None, [](S) { return at_once(endpoints::Me{}); }},
    Route{Get, "/api/v1/users", Action::UsersRead, None, [](S s) { return at_once(endpoints::ListUsers{s.accounts}); }},
    Route{Post, "/api/v1/users", Action::UsersManage, Small,
          [](S s) -> Handler {
            return endpoints::InviteUser{s.accounts, *s.audit, s.url};
          }},
    Route{Delete, "/api/v1/users/{name}", Action::UsersManage, None,
          [](S s) -> Handler {
            return endpoints::RevokeUser{s.accounts, s.sessions, *s.audit};
          }},
    Route{Get, "/api/v1/devices", Action::DevicesRead, None,
          [](S s) {
            return at_once(endpoints::ListDevices{s.outside.devices, s.outside.pictures, s.outside.world});
          }},
    Route{Delete, "/api/v1/devices/{name}", Action::DevicesManage, None,
          [](S s) -> Handler {
            return endpoints::RevokeDevice{s.outside.devices, *s.audit, s.outside.world};
          }},
    Route{Get, "/api/v1/city", Action::CityRead, None,
          [](S s) {
            return at_once(endpoints::ReadCity{s.outside.city, s.outside.zone, s.options.simulated});
          }},
    Route{Get, "/api/v1/search", Action::SearchRead, None,
          [](S s) { return at_once(endpoints::Search{s.outside.city}); }},
    Route{Get, "/tiles/{z}/{x}/{y}", Action::TilesRead, None,
          [](S s) { return at_once(endpoints::ReadTile{s.outside.city}); }},
    Route{Get, "/api/v1/picture", Action::PictureRead, None,
          [](S s) -> Handler {
            return endpoints::ReadPicture{s.view, *s.audit};
          }},
    Route{Get, "/api/v1/stream", Action::StreamRead, None, [](S) { return at_once(endpoints::Stream{}); }},
    Route{Post, "/api/v1/commands", Action::CommandAny, Small,
          [](S s) -> Handler {
            return endpoints::DoCommand{s.outside.intake, s.outside.pictures, s.audit};
          }},
    Route{Post, "/api/v1/observations", Action::ObservationsWrite, Large,
          [](S s) -> Handler {
            return endpoints::Observe{s.outside.intake, s.outside.metrics, s.outside.clock};
          }},
    Route{Post, "/api/v1/road-changes", Action::RoadChangesWrite, Largest,
          [](S s) -> Handler {
            return endpoints::PublishRoadChanges{s.outside.intake, s.outside.roads,   *s.audit,
                                                 s.slow,           s.outside.metrics, s.outside.zone};
          }},
    Route{Post, "/api/v1/feeds/{name}", Action::FeedsWrite, Largest,
          [](S s) -> Handler {
            return endpoints::PushFeed{s.outside.feeds, *s.audit, s.slow};
          }},
    Route{Post, "/api/v1/roads/preview", Action::RoadsRead, Small,
          [](S s) { return at_once(endpoints::PreviewRoadChange{s.outside.streets}); }},
    Route{Post, "/api/v1/roads/travel-times", Action::RoadsRead, Small,
          [](S s) -> Handler {
            return endpoints::ReadTravelTimes{s.outside.streets, s.slow, s.outside.clock};
          }},
    Route{Get, "/api/v1/crowd/zones", Action::CrowdRead, None,
          [](S s) { return at_once(endpoints::ReadZones{s.outside.crowd}); }},
    Route{Get, "/api/v1/crowd/timeline", Action::CrowdRead, None,
          [](S s) -> Handler {
            return endpoints::ReadCrowdTimeline{s.outside.crowd, s.outside.pictures, s.outside.clock, s.slow};
          }},
    Route{Get, "/api/v1/crowd/zones/{zone}/history", Action::CrowdRead, None,
          [](S s) -> Handler {
            return endpoints::ReadCrowdHistory{s.outside.crowd, s.slow};
          }},
    Route{Get, "/api/v1/crowd/nowcasts/{event}/streets", Action::CrowdRead, None,
          [](S s) -> Handler {
            return endpoints::ReadNowcastStreets{s.outside.nowcasts, s.slow};
          }},
    Route{Get, "/api/v1/crowd/scenarios", Action::CrowdSimulate, None,
          [](S s) { return at_once(endpoints::ReadScenarios{s.outside.what_ifs}); }},
    Route{Post, "/api/v1/crowd/what-ifs", Action::CrowdSimulate, Small,
          [](S s) { return at_once(endpoints::AskWhatIf{s.outside.what_ifs}); }},
    Route{Get, "/api/v1/crowd/what-ifs/{id}", Action::CrowdSimulate, None,
          [](S s) -> Handler {
            return endpoints::ReadWhatIf{s.outside.what_ifs, s.slow};
          }},
    Route{Delete, "/api/v1/crowd/what-ifs/{id}", Action::CrowdSimulate, None,
          [](S s) { return at_once(endpoints::CancelWhatIf{s.outside.what_ifs}); }},
    Route{Get, "/api/v1/coverage", Action::CoverageRead, None,
          [](S s) -> Handler {
            return endpoints::ReadCoverage{s.outside.streets, s.audit, s.looks, s.slow};
          }},
    Route{Get, "/api/v1/missions/{id}/route", Action::MissionRouteRead, None,
          [](S s) -> Handler {
            return endpoints::ReadMissionRoute{s.outside.streets, *s.audit, s.looks};
          }},
    Route{Get, "/api/v1/audit", Action::AuditRead, None,
          [](S s) -> Handler {
            return endpoints::ReadAudit{*s.audit, s.slow, s.options.data};
          }},
};

}  // namespace

std::span<const Route> route_table() { return kRoutes; }

std::vector<RouteInfo> routes() {
  std::vector<RouteInfo> all;
  for (const Route& route : kRoutes)
    all.push_back({word(route.method), std::string(route.pattern), access::name(route.action)});
  return all;
}

}  // namespace vigie::server
