package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for rules that do not do what they seem to do. */
final class RulesReview {
    private final List<MySafeServer> servers;
    private final List<Problem> problems = new ArrayList<>();
    /** Those seen so far, by where they are. */
    private final Map<List<String>, List<MySafeServer>> byAddress = new HashMap<>();

    private RulesReview(List<MySafeServer> servers) {
        this.servers = servers;
    }

    /** What can be told from the settings alone, so that it costs nothing. */
    static List<Problem> of(List<MySafeServer> servers) {
        RulesReview review = new RulesReview(servers);
        for (int i = 0; i < servers.size(); i++) {
            review.readable(i);
            review.equal(i);
            review.sameElsewhere(i);
        }
        return review.problems;
    }

    private void add(int index, String key, Object... arguments) {
        problems.add(new Problem(index + 1, AccessRules.RULES, key, arguments));
    }

    private void readable(int index) {
        SettingException unreadable = servers.get(index).accessRules().unreadable();
        if (unreadable != null) {
            add(index, "unusable", servers.get(index).getName(), unreadable.getMessage());
        }
    }

    private void equal(int index) {
        List<AccessRule> rules = servers.get(index).getRules();
        Map<AccessRule, Integer> places = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            Integer first = places.putIfAbsent(rules.get(i), i);
            if (first != null) {
                add(index, "rulesEqual", servers.get(index).getName(), first + 1, i + 1);
                return;
            }
        }
    }

    /** Whoever is refused by one of two names for the same server takes the other. */
    private void sameElsewhere(int index) {
        MySafeServer server = servers.get(index);
        List<MySafeServer> same = byAddress.computeIfAbsent(address(server), first -> new ArrayList<>());
        same.stream()
                .filter(other -> !server.getRules().equals(other.getRules()))
                .findFirst()
                .ifPresent(other -> add(index, "rulesDiffer", other.getName(), server.getName()));
        same.add(server);
    }

    private static List<String> address(MySafeServer server) {
        // Not List.of(): most have no tenant.
        return Arrays.asList(url(server), server.getTenant());
    }

    private static String url(MySafeServer server) {
        try {
            ServerUrl url = ServerFields.url(server.getUrl());
            return url.scheme() + "://" + url.host() + ":" + url.effectivePort() + url.path();
        } catch (SettingException bad) {
            return String.valueOf(server.getUrl());
        }
    }
}
