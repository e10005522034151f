using System.Security.Cryptography;
using System.Text;
using Amplify.Sessions;

namespace Amplify.Tests.Support;

/// <summary>Where an engine keeps a session, computed here on our own so that a change of the format shows.</summary>
internal static class TestKeys
{
    public static DocumentKey SingleUser(AuthWorld world) => Of(world, "single-user");

    public static DocumentKey Of(AuthWorld world, SessionKey key) => Of(world, key.Reveal());

    private static DocumentKey Of(AuthWorld world, string key) =>
        new(DocumentKind.Session, world.Pool.Id, world.Client.Id, IdOf(key));

    public static string IdOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("session key " + key)), 0, 16);
}
