// SPDX-License-Identifier: Apache-2.0
// Generic words and invented people; no street of a real city is meant.
#include "city/demo_names.hpp"

#include <vector>

namespace vigie::city::demo {
namespace {

using Words = std::vector<std::string>;

const Words kPlural = {"Tanneurs",     "Bateliers", "Cordiers",      "Voiliers",       "Tonneliers",     "Drapiers",
                       "Verriers",     "Potiers",   "Forgerons",     "Meuniers",       "Maraîchers",     "Pêcheurs",
                       "Charpentiers", "Calfats",   "Gabiers",       "Lavandières",    "Brodeuses",      "Ramendeuses",
                       "Saulniers",    "Carriers",  "Chaudronniers", "Tisserands",     "Oliviers",       "Figuiers",
                       "Amandiers",    "Cyprès",    "Micocouliers",  "Platanes",       "Mûriers",        "Lauriers",
                       "Tamaris",      "Pins",      "Genêts",        "Lavandes",       "Romarins",       "Cigales",
                       "Hirondelles",  "Martinets", "Goélands",      "Sternes",        "Cormorans",      "Dauphins",
                       "Mouettes",     "Étoiles",   "Trois Vents",   "Quatre Chemins", "Sept Fontaines", "Deux Phares",
                       "Remparts",     "Arcades",   "Citernes",      "Jardiniers",     "Vignerons",      "Bergers",
                       "Muletiers",    "Canotiers", "Horlogers",     "Relieurs",       "Imprimeurs",     "Fileuses",
                       "Moissons",     "Vendanges", "Embruns",       "Alizés"};
const Words kMasculine = {"Levant",     "Ponant",    "Belvédère", "Moulin",     "Puits",         "Phare",
                          "Sémaphore",  "Fort",      "Vallon",    "Ruisseau",   "Lavoir",        "Pressoir",
                          "Bastion",    "Rocher",    "Verger",    "Chantier",   "Radoub",        "Cabestan",
                          "Gouvernail", "Mistral",   "Sirocco",   "Zéphyr",     "Grand Large",   "Petit Môle",
                          "Vieux Four", "Pont Neuf", "Couchant",  "Bois Joli",  "Point du Jour", "Cadran",
                          "Noyer",      "Grand Pin", "Cèdre",     "Pigeonnier", "Colombier"};
const Words kFeminine = {"Loge",       "Corderie",   "Tour",       "Fontaine",   "Darse",       "Vigie",
                         "Colline",    "Garrigue",   "Pinède",     "Roseraie",   "Chapelle",    "Citadelle",
                         "Poudrière",  "Halle",      "Mâture",     "Voilerie",   "Tartane",     "Goélette",
                         "Balancelle", "Sardine",    "Rascasse",   "Girelle",    "Belle Vue",   "Croix Blanche",
                         "Source",     "Treille",    "Tuilerie",   "Savonnerie", "Minoterie",   "Verrerie",
                         "Bergerie",   "Palombière", "Marjolaine", "Sauge",      "Grande Ourse"};
const Words kElided = {"Ancre",    "Aqueduc",    "Arsenal",  "Aurore",      "Églantine",      "Olivette",
                       "Horizon",  "Hippocampe", "Espadon",  "Écluse",      "Étoile du Nord", "Orangerie",
                       "Amandier", "Anse",       "Estacade", "Échauguette", "Octroi"};
const Words kFirst = {"Adèle",   "Alban",    "Anselme",   "Antonin", "Aurélie",  "Barthélemy", "Basile",   "Blandine",
                      "Casimir", "Célestin", "Clarisse",  "Clément", "Cyprien",  "Delphine",   "Eulalie",  "Fabien",
                      "Félicie", "Firmin",   "Gaspard",   "Gatien",  "Honorine", "Irénée",     "Isidore",  "Joachim",
                      "Lazare",  "Léonie",   "Lucile",    "Marceau", "Mathurin", "Maxence",    "Nestor",   "Noémie",
                      "Octave",  "Ondine",   "Philomène", "Prosper", "Rosalie",  "Sidonie",    "Théodore", "Victorine"};
const Words kLast = {
    "Arnassol",   "Aubrelin",     "Bargemaut",  "Bellonnet",  "Bouscarel",  "Cabrillon",   "Calvissan",  "Caradec-Noël",
    "Castelbrun", "Chantepie",    "Combaroux",  "Courtebize", "Darbousse",  "Delormière",  "Escargueil", "Estérolle",
    "Fabrezan",   "Falgairol",    "Fontbelle",  "Fourniguet", "Galinière",  "Garrouste",   "Gontrand",   "Hautbourg",
    "Jonquerol",  "Labrevoix",    "Lacassine",  "Lantelme",   "Maliverne",  "Marcoulet",   "Merindole",  "Montaroux",
    "Nougarède",  "Ormesson-Bel", "Palanquet",  "Pastourel",  "Peyrebrune", "Quintanel",   "Rascalou",   "Rebouffin",
    "Roquefeu",   "Sabatelle",    "Sauvecanne", "Ségurane",   "Tarascol",   "Tourvieille", "Valcourbe",  "Verdagne",
    "Vignolat",   "Viguerol"};
const Words kTitles = {"du Docteur",    "du Capitaine",   "de l'Amiral",   "du Professeur",
                       "du Commandant", "de l'Abbé",      "du Sergent",    "du Pilote",
                       "du Maître",     "de l'Ingénieur", "du Lieutenant", "de l'Architecte"};
const Words kDates = {"1er Mai", "14 Juillet", "8 Avril", "22 Septembre", "3 Octobre"};

Words heads_of(Street street, Quarter quarter) {
  switch (street) {
    case Street::Primary: return {"Boulevard", "Avenue", "Boulevard", "Cours"};
    case Street::Secondary: return {"Avenue", "Boulevard", "Rue"};
    case Street::Tertiary:
      return quarter == Quarter::Hills ? Words{"Montée", "Avenue", "Route"} : Words{"Rue", "Avenue", "Cours"};
    case Street::Pedestrian: return {"Rue", "Passage", "Ruelle", "Rue"};
    case Street::Living: return {"Rue", "Ruelle", "Rue"};
    case Street::Service: return {"Impasse", "Allée"};
    case Street::Unclassified: return {"Rue", "Chemin", "Route"};
    case Street::Residential:
    case Street::None: break;
  }
  switch (quarter) {
    case Quarter::OldTown: return {"Rue", "Rue", "Montée", "Ruelle"};
    case Quarter::Hills: return {"Chemin", "Traverse", "Montée", "Allée", "Rue"};
    case Quarter::Residential: return {"Rue", "Allée", "Rue", "Traverse", "Avenue", "Impasse"};
    case Quarter::Industrial: return {"Rue", "Chemin"};
    default: return {"Rue"};
  }
}

}  // namespace

std::string Names::tail() {
  switch (dice_.below(12)) {
    case 0:
    case 1: return "des " + dice_.pick(kPlural);
    case 2:
    case 3: return "du " + dice_.pick(kMasculine);
    case 4:
    case 5: return "de la " + dice_.pick(kFeminine);
    case 6: return "de l'" + dice_.pick(kElided);
    case 7: return "du " + dice_.pick(kDates);
    default: {
      const std::string first = dice_.pick(kFirst);
      return first + " " + dice_.pick(kLast);
    }
  }
}

/// A head with a tail that nobody has yet.
std::string Names::once(const std::string& head) {
  for (int attempt = 0; attempt < 40; ++attempt) {
    const std::string name = head + " " + tail();
    if (given_.insert(name).second) return name;
  }
  while (true) {
    const std::string title = dice_.pick(kTitles);
    const std::string name = head + " " + title + " " + dice_.pick(kFirst) + " " + dice_.pick(kLast);
    if (given_.insert(name).second) return name;
  }
}

std::string Names::street(Street street, Quarter quarter) { return once(dice_.pick(heads_of(street, quarter))); }
std::string Names::square() { return once("Place"); }
std::string Names::school() { return once(dice_.pick(Words{"École", "Collège", "École", "Lycée"})); }
std::string Names::park() { return once(dice_.pick(Words{"Jardin", "Parc", "Square"})); }

}  // namespace vigie::city::demo
