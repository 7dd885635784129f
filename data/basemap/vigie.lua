-- SPDX-License-Identifier: Apache-2.0
-- What of OpenStreetMap goes into Vigie's basemap, and under which name: docs/formats/basemap.md is its contract.

node_keys = { "place", "amenity", "railway", "tourism", "historic", "leisure", "shop", "addr:housenumber", "aeroway" }

function init_function() end
function exit_function() end

-- highway -> class and the zoom it comes from
local roads = {
  motorway = { "motorway", 10 }, trunk = { "trunk", 10 }, primary = { "primary", 10 }, secondary = { "secondary", 11 },
  tertiary = { "tertiary", 12 }, residential = { "street", 13 }, unclassified = { "street", 13 },
  living_street = { "street", 13 }, road = { "street", 13 }, pedestrian = { "pedestrian", 13 },
  busway = { "service", 14 }, service = { "service", 14 }, track = { "track", 14 }, path = { "path", 14 },
  footway = { "path", 14 }, cycleway = { "path", 14 }, bridleway = { "path", 14 }, steps = { "steps", 14 },
  construction = { "construction", 14 },
}

-- key -> value -> class of landuse
local areas = {
  landuse = {
    residential = "residential", commercial = "commercial", retail = "commercial", industrial = "industrial",
    railway = "railway", port = "port", harbour = "port", military = "military", cemetery = "cemetery",
    forest = "forest", grass = "grass", meadow = "grass", village_green = "grass", recreation_ground = "park",
    farmland = "farmland", vineyard = "farmland", orchard = "farmland", allotments = "garden", quarry = "rock",
  },
  leisure = {
    park = "park", garden = "garden", golf_course = "park", pitch = "pitch", track = "pitch", playground = "pitch",
    stadium = "stadium", sports_centre = "pitch", nature_reserve = "forest", dog_park = "park",
  },
  natural = {
    wood = "forest", scrub = "scrub", heath = "scrub", grassland = "grass", beach = "beach", sand = "beach",
    bare_rock = "rock", scree = "rock", shingle = "beach",
  },
  amenity = {
    hospital = "hospital", school = "school", kindergarten = "school", college = "university",
    university = "university", parking = "parking", grave_yard = "cemetery", marketplace = "square",
  },
  man_made = { pier = "quay", breakwater = "quay", quay = "quay", groyne = "quay" },
  place = { square = "square" },
}
local area_keys = { "leisure", "amenity", "place", "man_made", "natural", "landuse" }

-- key -> value -> class and rank of a point of interest
local pois = {
  amenity = {
    hospital = { "hospital", 1 }, police = { "police", 1 }, fire_station = { "fire_station", 1 },
    townhall = { "townhall", 1 }, courthouse = { "courthouse", 2 }, university = { "university", 2 },
    school = { "school", 2 }, college = { "school", 2 }, bus_station = { "bus_station", 2 },
    ferry_terminal = { "ferry", 2 }, theatre = { "theatre", 3 }, place_of_worship = { "worship", 3 },
    clinic = { "hospital", 3 }, kindergarten = { "school", 3 },
  },
  railway = {
    station = { "station", 1 }, halt = { "station", 2 }, subway_entrance = { "subway", 3 }, tram_stop = { "tram_stop", 3 },
  },
  leisure = { stadium = { "stadium", 1 }, park = { "park", 3 } },
  tourism = { museum = { "museum", 2 } },
  historic = { monument = { "monument", 3 }, castle = { "monument", 2 }, fort = { "monument", 2 } },
  shop = { mall = { "mall", 2 } },
  aeroway = { aerodrome = { "airport", 1 } },
  place = { square = { "square", 2 } },
}
local poi_keys = { "amenity", "railway", "leisure", "tourism", "historic", "shop", "aeroway", "place" }

local places = {
  city = { 1, 10 }, town = { 2, 10 }, village = { 3, 10 }, sea = { 2, 10 }, suburb = { 3, 11 }, island = { 3, 11 },
  quarter = { 4, 12 }, neighbourhood = { 5, 13 },
}

local function text(object, key)
  local value = object:Find(key)
  if value ~= "" then object:Attribute(key, value) end
end

local function yes(object, key)
  local value = object:Find(key)
  return value ~= "" and value ~= "no"
end

-- The class and rank of the first key that has one; nothing where the object is no point of interest.
local function poi_of(object)
  for _, key in ipairs(poi_keys) do
    local kind = pois[key][object:Find(key)]
    if kind then
      if kind[1] == "station" and (object:Find("station") == "subway" or object:Find("subway") == "yes") then
        return { "subway", 1 }
      end
      return kind
    end
  end
  return nil
end

-- Attributes of the point just written.
local function describe_poi(object, kind)
  object:Attribute("class", kind[1])
  object:AttributeNumeric("rank", kind[2])
  text(object, "name")
  object:MinZoom(11 + kind[2])
  object:ZOrder(-kind[2])
end

local function describe_place(object, class)
  object:Attribute("class", class)
  object:AttributeNumeric("rank", places[class][1])
  text(object, "name")
  object:MinZoom(places[class][2])
  object:ZOrder(-places[class][1])
end

local function housenumber(object)
  local number = object:Find("addr:housenumber")
  if number == "" then return false end
  object:LayerAsCentroid("housenumber")
  object:Attribute("number", number)
  return true
end

function node_function(node)
  local class = node:Find("place")
  if places[class] and node:Holds("name") then
    node:Layer("place", false)
    describe_place(node, class)
    return
  end
  local kind = poi_of(node)
  -- A nameless school or church helps nobody; a nameless police station does.
  if kind and (node:Holds("name") or kind[2] == 1 or kind[1] == "subway") then
    node:Layer("poi", false)
    describe_poi(node, kind)
  end
  local number = node:Find("addr:housenumber")
  if number ~= "" then
    node:Layer("housenumber", false)
    node:Attribute("number", number)
  end
end

function relation_scan_function(relation)
  if relation:Find("type") == "boundary" and relation:Find("boundary") == "administrative" then relation:Accept() end
end

-- The lowest (most important) administrative level a way borders; nothing where it borders none.
local function admin_level(way)
  local level = 11
  if way:Find("boundary") == "administrative" then level = tonumber(way:Find("admin_level")) or 11 end
  while true do
    local relation = way:NextRelation()
    if not relation then break end
    level = math.min(level, tonumber(way:FindInRelation("admin_level")) or 11)
  end
  if level < 2 or level > 10 then return nil end
  return level
end

-- The class of a water area; nothing where it is none.
local function water_of(way)
  local natural, water = way:Find("natural"), way:Find("water")
  if natural == "water" then
    if water == "sea" then return "sea" end
    if water == "river" or water == "canal" or water == "stream" or water == "oxbow" then return "river" end
    if water == "harbour" or water == "dock" or water == "basin" then return "dock" end
    return "lake"
  end
  if natural == "bay" or natural == "strait" then return nil end
  if way:Find("waterway") == "riverbank" then return "river" end
  if way:Find("waterway") == "dock" then return "dock" end
  if way:Find("landuse") == "reservoir" or way:Find("landuse") == "basin" then return "lake" end
  if way:Find("leisure") == "swimming_pool" then return "pool" end
  return nil
end

local function area_of(way)
  if yes(way, "highway") then
    local highway = way:Find("highway")
    local is_area = way:Find("area") == "yes" or way:Find("type") == "multipolygon"
    if is_area and (highway == "pedestrian" or highway == "footway") then return "square" end
    return nil
  end
  for _, key in ipairs(area_keys) do
    local class = areas[key][way:Find(key)]
    if class then return class end
  end
  return nil
end

-- What lies under what: big plain areas first.
local area_order = { residential = 0, farmland = 0, industrial = 1, commercial = 1, port = 1, military = 1, railway = 1 }

local function write_area(way, class)
  way:Layer("landuse", true)
  way:Attribute("class", class)
  text(way, "name")
  way:ZOrder(area_order[class] or 5)
end

local function crossing(way)
  if yes(way, "tunnel") then way:AttributeBoolean("tunnel", true) end
  if yes(way, "bridge") then way:AttributeBoolean("bridge", true) end
end

local function write_road(way)
  local highway = way:Find("highway")
  local base = highway:gsub("_link$", "")
  local kind = roads[base]
  if not kind then return end
  way:Layer("road", false)
  way:Attribute("class", kind[1])
  way:MinZoom(kind[2])
  local order = 20 - kind[2]
  if base ~= highway then
    way:AttributeBoolean("link", true)
    order = order - 1
  end
  local name = way:Find("name")
  if name == "" then name = way:Find("ref") end
  if name ~= "" then way:Attribute("name", name, math.min(14, kind[2] + 1)) end
  local oneway = way:Find("oneway")
  local circular = way:Find("junction") == "roundabout" or way:Find("junction") == "circular"
  if oneway == "yes" or oneway == "1" or oneway == "true" or circular or (base == "motorway" and oneway == "") then
    way:AttributeNumeric("oneway", 1, 13)
  elseif oneway == "-1" or oneway == "reverse" then
    way:AttributeNumeric("oneway", -1, 13)
  end
  crossing(way)
  local level = tonumber(way:Find("layer"))
  if level and level ~= 0 then
    way:AttributeNumeric("layer", level)
    order = order + 20 * math.max(-5, math.min(5, level))
  end
  way:ZOrder(order)
end

local rails = { rail = "rail", narrow_gauge = "rail", light_rail = "tram", tram = "tram", funicular = "tram", subway = "subway" }

local function write_rail(way)
  local class = rails[way:Find("railway")]
  if not class then return end
  way:Layer("rail", false)
  way:Attribute("class", class)
  if way:Holds("service") then
    way:AttributeBoolean("service", true)
    way:MinZoom(13)
  else
    way:MinZoom(class == "tram" and 12 or 10)
  end
  crossing(way)
end

local waterways = { river = 12, canal = 12, stream = 13, drain = 14, ditch = 14 }

local function write_waterway(way)
  local waterway = way:Find("waterway")
  local zoom = waterways[waterway]
  if not zoom then return end
  way:Layer("waterway", false)
  way:Attribute("class", zoom > 12 and "stream" or waterway)
  text(way, "name")
  if yes(way, "tunnel") then way:AttributeBoolean("tunnel", true) end
  way:MinZoom(zoom)
end

local function write_building(way)
  way:Layer("building", true)
  local height = tonumber(way:Find("height"):match("^[%d.]+")) or 3 * (tonumber(way:Find("building:levels")) or 0)
  if height > 0 then way:AttributeNumeric("height", height) end
  way:MinZoom(way:Area() > 200 and 13 or 14)
end

function way_function(way)
  local level = admin_level(way)
  if level and way:Find("maritime") ~= "yes" and way:Find("natural") ~= "coastline" then
    way:Layer("boundary", false)
    way:AttributeNumeric("admin_level", level)
  end

  local closed = way:IsClosed()
  if yes(way, "highway") and not (closed and way:Find("area") == "yes") then write_road(way) end
  if way:Holds("railway") then write_rail(way) end
  if way:Holds("waterway") then write_waterway(way) end
  if not closed then
    if areas.man_made[way:Find("man_made")] and not yes(way, "highway") then
      way:Layer("road", false)
      way:Attribute("class", "path")
      way:MinZoom(14)
    end
    return
  end

  local water = water_of(way)
  if water and way:Find("tunnel") ~= "culvert" and way:Find("covered") ~= "yes" then
    way:Layer("water", true)
    way:Attribute("class", water)
    text(way, "name")
    if water == "pool" then way:MinZoom(14) end
  else
    local area = area_of(way)
    if area then write_area(way, area) end
  end
  if yes(way, "building") then write_building(way) end

  local class = way:Find("place")
  if places[class] and way:Holds("name") then
    way:LayerAsCentroid("place")
    describe_place(way, class)
  end
  local kind = poi_of(way)
  if kind and kind[1] == "park" and way:Area() < 5000 then kind = nil end
  if not kind and area_of(way) == "square" and way:Holds("name") then kind = { "square", 2 } end
  if kind and (way:Holds("name") or kind[2] == 1) then
    way:LayerAsCentroid("poi")
    describe_poi(way, kind)
  end
  housenumber(way)
end
