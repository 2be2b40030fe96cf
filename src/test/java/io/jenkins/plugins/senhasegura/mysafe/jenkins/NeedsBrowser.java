package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests that open pages in Chromium, which {@code bin/verify} finds. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = Browser.PROPERTY,
        matches = ".+",
        disabledReason = "No browser is given: run bin/verify, which finds Chromium or says how to get it")
@interface NeedsBrowser {}
