package jenkins.security;

/** Whether only what FIPS 140 allows may be used. */
public class FIPS140 {

    FIPS140() {}

    public static boolean useCompliantAlgorithms() {
        return Boolean.getBoolean("jenkins.security.FIPS140.COMPLIANCE");
    }
}
