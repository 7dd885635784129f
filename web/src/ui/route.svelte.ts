// SPDX-License-Identifier: Apache-2.0
// Which page the address names, after the `#`.

class Route {
  path = $state(location.hash.replace(/^#/, ''));

  constructor() {
    addEventListener('hashchange', () => { this.path = location.hash.replace(/^#/, ''); });
  }
}

export const route = new Route();
